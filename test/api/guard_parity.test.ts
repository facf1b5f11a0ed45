/** The browser and the server judge a change alike: same losses, same refusal, whatever runs, rests or is missing. */
import type { ItemEntry } from '../../common/allowlist';
import { api } from '../../common/api';
import type { GuardReport } from '../../common/api/guard';
import type { KnobValues } from '../../common/packs';
import { judgeEntry, judgeTuning, type DraftInProgress } from '../../public/guard/judge_change';
import { bundledPacks } from '../support/packs';
import type { Stack } from '../../server/stack/stack';
import { startStackWorkbench, type StackWorkbench } from './stack_workbench';

const CP = 't1043_commonly_used_port';
const NP = 't1571_non_standard_port';
const REASON = 'Agreed in change 4711';

// Starting the host reads and checks every pack.
jest.setTimeout(60_000);

let workbench: StackWorkbench;
let eve: Stack;
beforeAll(async () => {
  workbench = await startStackWorkbench();
  eve = workbench.stack.stackOf('eve');
});
afterAll(() => workbench.stop());
afterEach(async () => {
  const body = { packIds: [CP, NP], removeEntries: true, reason: REASON };
  await workbench.call(api.content.uninstallContent, { body });
});

const install = (...packIds: string[]) => workbench.call(api.content.applyContent, { body: { packIds } });
const disable = (...ruleKeys: string[]) =>
  workbench.call(api.content.setEnabled, { body: { ruleKeys, enabled: false } });
const material = async () => (await workbench.call(api.guard.getGuardMaterial)).body;

/** Everything that a person is told; the name of a nameless draft differs on purpose. */
const said = ({ blinding, losses, uncovered, judgement }: GuardReport) => ({
  blinding,
  uncovered,
  losses: losses.map(({ testId, dataSource, verdict }) => `${testId} ${dataSource} ${verdict}`),
  totals: judgement.totals,
  cells: judgement.cells.map(({ reasons, ...cell }) => ({ ...cell, reasons: reasons.map(({ code }) => code) })),
  rules: judgement.rules.map(({ rule, coverage, exceptions }) => ({ rule, coverage, exceptions })),
});

async function expectSameEntry(draft: DraftInProgress, replacesEntryId?: string): Promise<GuardReport> {
  const body = { draft, ...(replacesEntryId === undefined ? {} : { replacesEntryId }) };
  const { guard } = (await workbench.call(api.allowlist.previewEntry, { body })).body;
  expect(said(judgeEntry(await material(), draft, replacesEntryId, Date.now()))).toEqual(said(guard));
  return guard;
}

async function expectSameTuning(ruleKey: string, values: KnobValues): Promise<GuardReport> {
  const template = bundledPacks()
    .packs.flatMap(({ rules }) => rules)
    .find(({ id }) => id === ruleKey)!;
  const { guard } = (await workbench.call(api.tuning.previewTuning, { params: { ruleKey }, body: { values } })).body;
  expect(said(judgeTuning(await material(), template, values, Date.now()))).toEqual(said(guard));
  return guard;
}

const attacker: ItemEntry[] = [{ type: 'match', field: 'destination.ip', operator: 'included', value: '203.0.113.90' }];
const entry = (...ruleKeys: string[]): DraftInProgress => ({ ruleKeys, conditions: attacker });

describe('browser and server', () => {
  it.each([
    ['nothing is installed', async () => {}],
    ['everything runs', async () => void (await install(CP, NP))],
    ['only the other pack is installed', async () => void (await install(CP))],
    ['only its own pack is installed', async () => void (await install(NP))],
    ['the rule itself is disabled', async () => void (await install(CP, NP), await disable('NP-6'))],
    [
      'the rules that would catch it too are disabled',
      async () => void (await install(CP, NP), await disable('NP-1', 'PS-1')),
    ],
  ])('agree when %s', async (_what, prepare) => {
    await prepare();
    const hiding = await expectSameEntry(entry('NP-1', 'NP-6'));
    expect(hiding.blinding).toBe(true);
    await expectSameEntry(entry('CP-1'));
    expect((await expectSameTuning('NP-6', { ports: [1] })).blinding).toBe(true);
    await expectSameTuning('CP-1', {});
  });

  it('count an attack as lost when the only other rule that sees it is disabled', async () => {
    await install(CP, NP);
    expect(said(await expectSameEntry(entry('NP-1'))).losses).toContain('T1571-1 defend weakened');
    await disable('PS-1');
    expect(said(await expectSameEntry(entry('NP-1'))).losses).toContain('T1571-1 defend blinded');
  });

  it.each([
    [
      'an entry of the workbench',
      async () => {
        const body = { ...entry('NP-6'), name: 'Partner', reason: REASON };
        const override = { reason: REASON, expiresAt: new Date(Date.now() + 86_400_000).toISOString() };
        const { entry: made } = (await workbench.call(api.allowlist.createEntry, { body: { ...body, override } })).body;
        return made.id;
      },
    ],
    [
      'an item that was made elsewhere',
      async () => {
        const item = { item_id: 'theirs', list_id: 'detection-workbench-np-6', namespace_type: 'single' as const };
        const words = {
          type: 'simple' as const,
          name: 'Partner',
          description: '',
          os_types: [],
          tags: [],
          comments: [],
        };
        return (await eve.exceptions.create({ ...item, ...words, entries: attacker })).item_id;
      },
    ],
  ])('compare a changed entry with the detections without it: %s', async (_what, make) => {
    await install(CP, NP);
    const id = await make();
    expect((await expectSameEntry(entry('NP-6'), id)).blinding).toBe(true);
    const conditions: ItemEntry[] = [{ type: 'match', field: 'process.name', operator: 'included', value: 'backup' }];
    expect((await expectSameEntry({ ruleKeys: ['NP-6'], conditions }, id)).losses).toEqual([]);
  });
});
