/** One pack without the other, rules that are gone, an uninstall that stopped: what is counted and what is said. */
import { api } from '../../common/api';
import type { ApplyEvent } from '../../common/api/content';
import type { Stack } from '../../server/stack/stack';
import { startStackWorkbench, type StackWorkbench } from './stack_workbench';

const CP = 't1043_commonly_used_port';
const NP = 't1571_non_standard_port';
const REASON = 'Not needed any more';

// Starting the host reads and checks every pack.
jest.setTimeout(60_000);

/** Lets a removal of rules through and breaks what comes after it, as a stop of the server would. */
let stopsAfterRules = false;
function withStops(stack: Stack): Stack {
  const documents = Object.create(stack.documents, {
    remove: {
      value: async (...args: Parameters<Stack['documents']['remove']>) => {
        if (stopsAfterRules) throw new Error('The server was stopped');
        return stack.documents.remove(...args);
      },
    },
  }) as Stack['documents'];
  return Object.create(stack, { documents: { value: documents } }) as Stack;
}

let workbench: StackWorkbench;
let eve: Stack;
beforeAll(async () => {
  workbench = await startStackWorkbench({ around: withStops });
  eve = workbench.stack.stackOf('eve');
});
afterAll(() => workbench.stop());
afterEach(async () => {
  stopsAfterRules = false;
  await uninstall(CP, NP);
});

const apply = async (...packIds: string[]) =>
  (await workbench.call(api.content.applyContent, { body: { packIds } })).body as unknown as ApplyEvent[];
const uninstall = (...packIds: string[]) =>
  workbench.call(api.content.uninstallContent, { body: { packIds, removeEntries: true, reason: REASON } });
const home = async () => (await workbench.call(api.techniques.listTechniques)).body;
const gone = async () => (await home()).workQueue.filter(({ kind }) => kind === 'drifted_rule');
const ruleOf = async (key: string) => {
  const { rules } = (await workbench.call(api.content.getDrift)).body;
  return rules.find(({ ruleKey }) => ruleKey === key);
};

describe('one pack without the other', () => {
  it('counts tests and rules of the installed pack only, and shows the other as it would be', async () => {
    await apply(CP);
    const { totals, techniques } = await home();
    const [first, second] = [techniques.find(({ id }) => id === 'T1043'), techniques.find(({ id }) => id === 'T1571')];
    expect(totals.coverage).toEqual(first?.coverage);
    expect(second).toMatchObject({ installState: 'not_installed', rules: { installed: 1 } });
    expect(second?.coverage).toMatchObject({ blinded: 0, missed: 0 });
    expect(second?.coverage.caught).toBeGreaterThan(0);
  });

  it('shows the matrix of all techniques as the page of each shows its own', async () => {
    await apply(CP);
    const matrix = async (query: Record<string, string>) =>
      (await workbench.call(api.expectations.getMatrix, { query })).body;
    const [all, one, other] = [
      await matrix({}),
      await matrix({ techniqueId: 'T1043' }),
      await matrix({ techniqueId: 'T1571' }),
    ];
    expect(all.cells).toEqual([...one.cells, ...other.cells]);
    expect(other.cells.filter(({ verdict }) => verdict === 'blinded')).toEqual([]);
    expect(all.uncoveredRules).toEqual([...new Set([...one.uncoveredRules, ...other.uncoveredRules])]);
  });

  it('gives evidence of its own pack, and proves nothing by rules that do not run', async () => {
    await apply(CP);
    const evidence = async (packId: string) =>
      (await workbench.call(api.packs.exportPack, { params: { packId, format: 'evidence' } })).body.files[0]?.text ??
      '';
    const installed = await evidence(CP);
    expect(installed).toMatch(/\| Simulated attacks caught \| 4 of 4 \|/);
    expect(installed).not.toMatch(/T1571-\d|NP-\d/);
    const planned = await evidence(NP);
    expect(planned).toMatch(/\| Simulated attacks caught \| 0 of 4 \|/);
    expect(planned).toMatch(/\| enabled and proven \| 1 \|/);
    await workbench.call(api.content.setEnabled, { body: { ruleKeys: ['CP-3'], enabled: false } });
    expect(await evidence(CP)).toMatch(/\| CP-3 .* \| disabled \| \w+ \| not proven \|/);
  });

  it('says of a rule that was never installed beside its pack that it is not installed, not that it is gone', async () => {
    await apply(CP);
    const drift = await ruleOf('CP-3');
    await eve.rules.remove([drift?.ruleId ?? '']);
    await eve.documents.remove('install', 'CP-3');
    expect((await ruleOf('CP-3'))?.state).toBe('not_installed');
    expect(await gone()).toEqual([expect.objectContaining({ title: 'CP-3 is not installed' })]);
  });
});

describe('a rule that was deleted', () => {
  it.each([
    ['installing', () => apply(CP)],
    ['restoring', () => workbench.call(api.content.restoreRules, { body: { ruleKeys: ['CP-3'], reason: REASON } })],
  ])('runs again after %s', async (_what, bringBack) => {
    await apply(CP);
    await eve.rules.remove([(await ruleOf('CP-3'))?.ruleId ?? '']);
    expect(await gone()).toEqual([expect.objectContaining({ title: 'CP-3 is gone' })]);
    await bringBack();
    expect(await ruleOf('CP-3')).toMatchObject({ state: 'in_sync', enabled: true });
  });

  it('while one that a user disabled stays disabled', async () => {
    await apply(CP);
    await workbench.call(api.content.setEnabled, { body: { ruleKeys: ['CP-3'], enabled: false } });
    await apply(CP);
    await workbench.call(api.content.restoreRules, { body: { ruleKeys: ['CP-3'], reason: REASON } });
    expect(await ruleOf('CP-3')).toMatchObject({ state: 'in_sync', enabled: false });
  });
});

describe('an uninstall that stopped half way', () => {
  it('is logged, and is completed by the next one', async () => {
    await apply(CP);
    stopsAfterRules = true;
    await uninstall(CP);
    stopsAfterRules = false;
    const { entries } = (await workbench.call(api.misc.listActivity)).body;
    expect(entries[0]).toMatchObject({ action: 'content.uninstall', reason: REASON });
    expect(await gone()).not.toEqual([]);
    await uninstall(CP);
    expect(await gone()).toEqual([]);
    expect((await home()).techniques.find(({ id }) => id === 'T1043')?.installState).toBe('not_installed');
  });
});
