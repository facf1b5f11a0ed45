import { rule } from './fixtures';
import type { MakeHarness, StackHarness } from './harness';

export function ruleContract(make: MakeHarness): void {
  describe('rules', () => {
    let harness: StackHarness;
    beforeEach(async () => (harness = await make()));
    afterEach(() => harness.close());

    it('creates a rule exactly as given', async () => {
      const { rules, user } = harness.stack;
      const [result] = await rules.upsert([rule({ enabled: false })]);
      expect(result).toMatchObject({ id: 'contract-rule', ok: true });
      const [stored] = await rules.get(['contract-rule', 'none']);
      expect(stored).toMatchObject({ ...rule({ enabled: false }), created_by: user.name, revision: 0 });
      expect(stored?.lastRun).toBeUndefined();
      expect((await rules.list()).map(({ rule_id }) => rule_id)).toEqual(['contract-rule']);
    });

    it('replaces by rule_id, keeps the id and counts revisions of real changes', async () => {
      const { rules } = harness.stack;
      await rules.upsert([rule({ enabled: false, note: 'guide' })]);
      const [before] = await rules.get(['contract-rule']);
      await harness.other.rules.upsert([rule({ enabled: false, name: 'Renamed' })]);
      const [after] = await rules.get(['contract-rule']);
      expect(after).toMatchObject({ id: before?.id, name: 'Renamed', updated_by: harness.other.user.name });
      expect(after?.note).toBeUndefined();
      expect(after?.revision).toBeGreaterThan(before?.revision as number);
    });

    it('switches rules on and off and reports those it does not know', async () => {
      const { rules } = harness.stack;
      await rules.upsert([rule({ enabled: false })]);
      const results = await rules.setEnabled(['contract-rule', 'none'], true);
      expect(results).toMatchObject([
        { id: 'contract-rule', ok: true, value: { enabled: true } },
        { id: 'none', ok: false, code: 'not_found' },
      ]);
      expect((await rules.setEnabled(['contract-rule'], false))[0]).toMatchObject({ value: { enabled: false } });
    });

    it('removes rules; their alerts stay', async () => {
      const { rules } = harness.stack;
      await rules.upsert([rule({ enabled: false })]);
      expect(await rules.remove(['contract-rule', 'none'])).toMatchObject([
        { ok: true },
        { id: 'none', ok: false, code: 'not_found' },
      ]);
      expect(await rules.list()).toEqual([]);
    });
  });
}
