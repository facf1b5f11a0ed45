/** Entries whose items someone changed outside the workbench: never shown as harmless when they are not. */
import type { ExceptionItem, ItemEntry } from '../../common/allowlist';
import { api } from '../../common/api';
import type { Entry, EntryDraft } from '../../common/api/allowlist';
import type { StoredExceptionItem, ValueList } from '../../server/stack/exceptions';
import type { Stack } from '../../server/stack/stack';
import { startStackWorkbench, type StackWorkbench } from './stack_workbench';

const PACKS = ['t1043_commonly_used_port', 't1571_non_standard_port'];
const LISTS = ['detection-workbench-np-1', 'detection-workbench-np-6'];
const REASON = 'Agreed in change 4711';
/** Where the recorded sessions to a watched port go. */
const ATTACKER = '203.0.113.90';
const EVERYTHING: ItemEntry[] = [{ type: 'exists', field: 'destination.port', operator: 'included' }];
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

// Starting the host reads and checks every pack.
jest.setTimeout(60_000);

/** The embedded stack has no way to make a value list, so the port answers what a test says. */
let valueLists: ValueList[] = [];
function withValueLists(stack: Stack): Stack {
  const exceptions = Object.create(stack.exceptions, {
    valueLists: { value: async (ids: readonly string[]) => valueLists.filter(({ id }) => ids.includes(id)) },
  }) as Stack['exceptions'];
  return Object.create(stack, { exceptions: { value: exceptions } }) as Stack;
}

let workbench: StackWorkbench;
let eve: Stack;
beforeAll(async () => {
  workbench = await startStackWorkbench({ around: withValueLists });
  eve = workbench.stack.stackOf('eve');
  await workbench.call(api.content.applyContent, { body: { packIds: PACKS } });
  await workbench.replay('T1571-1');
  await workbench.replay('T1571-2');
});
afterAll(() => workbench.stop());
afterEach(async () => {
  valueLists = [];
  for (const { item_id } of await eve.exceptions.items(LISTS)) await eve.exceptions.remove(item_id);
});

const draft = (changes: Partial<EntryDraft> = {}): EntryDraft => ({
  name: 'Backup client',
  reason: REASON,
  ruleKeys: ['NP-6'],
  conditions: [{ type: 'match', field: 'process.name', operator: 'included', value: 'backup' }],
  ...changes,
});
const create = async (changes: Partial<EntryDraft> = {}): Promise<Entry> =>
  (await workbench.call(api.allowlist.createEntry, { body: draft(changes) })).body.entry;
const rowOf = async (id: string) =>
  (await workbench.call(api.allowlist.listEntries)).body.entries.find((row) => row.id === id);
async function edit(pick: (item: StoredExceptionItem) => boolean, change: (item: ExceptionItem) => ExceptionItem) {
  const item = (await eve.exceptions.items(LISTS)).find(pick) as StoredExceptionItem;
  await eve.exceptions.update({ ...change(item), comments: [] }, item._version);
}
const without = ({ expire_time: _gone, ...item }: ExceptionItem): ExceptionItem => item;
const any = () => true;

it('a disabled entry whose expiry was taken away acts again, and is shown so', async () => {
  const { id, version } = await create();
  await workbench.call(api.allowlist.disableEntry, { params: { entryId: id }, body: { version, reason: REASON } });
  expect(await rowOf(id)).toMatchObject({ state: 'disabled', verdict: 'caught' });
  await edit(any, (item) => ({ ...without(item), entries: EVERYTHING }));
  expect(await rowOf(id)).toMatchObject({ state: 'active', verdict: 'blinded' });
});

it('an entry whose override was outlived by its item is not called expired', async () => {
  const override = { reason: 'Accepted by the CISO', expiresAt: inDays(3) };
  const body = {
    ...draft({ conditions: [{ type: 'match', field: 'destination.ip', operator: 'included', value: ATTACKER }] }),
    override,
  };
  const { entry } = (await workbench.call(api.allowlist.createEntry, { body })).body;
  expect(await rowOf(entry.id)).toMatchObject({ state: 'expiring', verdict: 'blinded', override });
  await edit(any, without);
  const row = await rowOf(entry.id);
  expect(row).toMatchObject({ state: 'active', verdict: 'blinded' });
  expect(row).not.toHaveProperty('override');
});

it('an entry of two rules is judged by each of its items', async () => {
  const { id } = await create({ ruleKeys: ['NP-1', 'NP-6'] });
  await edit(
    ({ list_id }) => list_id === 'detection-workbench-np-6',
    (item) => ({ ...item, entries: EVERYTHING }),
  );
  expect(await rowOf(id)).toMatchObject({ verdict: 'blinded' });
});

it('the first entry that names a value list is judged by its values', async () => {
  valueLists = [{ id: 'partners', name: 'partners', type: 'ip', values: [ATTACKER], total: 1 }];
  const list = { id: 'partners', type: 'ip' };
  const body = draft({ conditions: [{ type: 'list', field: 'destination.ip', operator: 'included', list }] });
  const { guard, findings, alertsHidden } = (
    await workbench.call(api.allowlist.previewEntry, { body: { draft: body } })
  ).body;
  expect(findings.map(({ code }) => code)).not.toContain('value_list_missing');
  expect(guard.losses.map(({ testId, verdict }) => `${testId} ${verdict}`)).toContain('T1571-2 blinded');
  expect(alertsHidden).toBeGreaterThan(0);
  expect((await workbench.call(api.allowlist.createEntry, { body })).status).toBe(409);
});

describe('taking the last change back', () => {
  it('does not take back, unseen, what someone else changed since', async () => {
    const { id, version } = await create();
    const body = { ...draft({ name: 'Backup client, narrower' }), version };
    const seen = (await workbench.call(api.allowlist.updateEntry, { params: { entryId: id }, body })).body.entry;
    await edit(any, (item) => ({ ...item, name: 'Changed by eve' }));
    const undo = (of: string) =>
      workbench.call(api.allowlist.undoEntry, { params: { entryId: id }, body: { version: of, reason: REASON } });
    const refused = await undo(seen.version);
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ attributes: { code: 'conflict' } });
    expect((await rowOf(id))?.name).toBe('Changed by eve');
    expect((await undo((await rowOf(id))?.version ?? '')).body.entry?.name).toBe('Backup client');
  });

  it('does it once, however often it is asked', async () => {
    const { id, version } = await create();
    const body = { ...draft({ name: 'Backup client, narrower' }), version };
    const seen = (await workbench.call(api.allowlist.updateEntry, { params: { entryId: id }, body })).body.entry;
    const ask = { params: { entryId: id }, body: { version: seen.version, reason: REASON } };
    const statuses = [];
    for (let twice = 0; twice < 2; twice += 1)
      statuses.push((await workbench.call(api.allowlist.undoEntry, ask)).status);
    expect(statuses).toEqual([200, 409]);
    expect((await rowOf(id))?.name).toBe('Backup client');
  });
});

describe('a repair', () => {
  const finding = async (itemName: string) =>
    (await workbench.call(api.health.getHealth)).body.findings.find((one) => one.itemName === itemName);

  it('stands in the history of its entry, and can be taken back', async () => {
    const { id } = await create({ ruleKeys: ['NP-1', 'NP-6'] });
    const wrong: ItemEntry[] = [{ type: 'match', field: 'destination.port', operator: 'included', value: ' 8088' }];
    for (const list_id of LISTS) {
      await edit(
        (item) => item.list_id === list_id,
        (item) => ({ ...item, entries: wrong }),
      );
    }
    const found = await finding('Backup client');
    const override = { reason: REASON, expiresAt: inDays(3) };
    const body = { findingId: found?.id, version: found?.version, reason: REASON, override };
    expect((await workbench.call(api.health.repairFinding, { body })).status).toBe(200);
    const { revisions } = (await workbench.call(api.allowlist.entryHistory, { params: { entryId: id } })).body;
    expect(revisions[0]).toMatchObject({
      action: 'health.repair',
      before: { ruleKeys: ['NP-1', 'NP-6'], conditions: wrong },
      after: { ruleKeys: ['NP-1', 'NP-6'], conditions: [{ ...wrong[0], value: '8088' }] },
    });
    const undone = await workbench.call(api.allowlist.undoEntry, { params: { entryId: id }, body: { reason: REASON } });
    // What was broken stays refused; above all the entry is still there, on both of its rules.
    expect(undone.body).toMatchObject({ attributes: { code: 'unhealthy' } });
    expect(await rowOf(id)).toMatchObject({ ruleKeys: ['NP-1', 'NP-6'], conditions: [{ ...wrong[0], value: '8088' }] });
  });
});

it('an item of a file that names a value list is judged by its values before it is imported', async () => {
  valueLists = [{ id: 'partners', name: 'partners', type: 'ip', values: [ATTACKER], total: 1 }];
  const list = { id: 'partners', type: 'ip' };
  const item = {
    item_id: 'partners of np-6',
    list_id: 'detection-workbench-np-6',
    name: 'Partners',
    type: 'simple',
    entries: [{ type: 'list', field: 'destination.ip', operator: 'included', list }],
  };
  const plan = (await workbench.call(api.health.planExceptionImport, { body: { ndjson: JSON.stringify(item) } })).body;
  expect(plan.rows[0]?.findings.map(({ code }) => code)).not.toContain('value_list_missing');
  expect(plan.guard.losses.map(({ testId, verdict }) => `${testId} ${verdict}`)).toContain('T1571-2 blinded');
});
