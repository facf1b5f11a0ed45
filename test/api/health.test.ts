/** Exceptions made elsewhere: found wherever they are attached, repaired with one call, and judged when imported. */
import type { ExceptionItem } from '../../common/allowlist';
import { api } from '../../common/api';
import type { SpaceFinding } from '../../common/api/health';
import type { Stack } from '../../server/stack/stack';
import { rule } from '../contract/fixtures';
import { startStackWorkbench, type StackWorkbench } from './stack_workbench';

const PACKS = ['t1043_commonly_used_port', 't1571_non_standard_port'];
/** The list of NP-6. */
const OUR_LIST = 'detection-workbench-np-6';
const REASON = 'Found by the morning check';

// Starting the host reads and checks every pack.
jest.setTimeout(60_000);

let workbench: StackWorkbench;
let stack: Stack;
beforeAll(async () => {
  workbench = await startStackWorkbench();
  await workbench.call(api.content.applyContent, { body: { packIds: PACKS } });
  await workbench.replay('T1571-4');
  stack = workbench.stack.stackOf('eve');
});
afterAll(() => workbench.stop());

function item(id: string, changes: Partial<ExceptionItem>): ExceptionItem {
  return {
    item_id: id,
    list_id: 'theirs',
    namespace_type: 'single',
    type: 'simple',
    name: id,
    description: '',
    entries: [],
    os_types: [],
    tags: [],
    comments: [],
    ...changes,
  };
}

const match = (field: string, value: string, operator: 'included' | 'excluded' = 'included') =>
  ({ type: 'match', field, operator, value }) as const;

async function theirRule(ruleId: string, query: string, listId: string): Promise<void> {
  const list = await stack.exceptions.ensureList({ list_id: listId, name: listId, description: '', tags: [] });
  const ref = { id: list.id, list_id: listId, type: 'detection', namespace_type: 'single' as const };
  await stack.rules.upsert([
    rule({ rule_id: ruleId, name: ruleId, query, index: ['logs-*'], enabled: false, exceptions_list: [ref] }),
  ]);
}

const health = async () => (await workbench.call(api.health.getHealth)).body.findings;

async function findingOf(itemId: string): Promise<SpaceFinding> {
  const finding = (await health()).find((one) => one.finding.itemId === itemId);
  if (finding === undefined) throw new Error(`nothing found about ${itemId}`);
  return finding;
}

const repair = ({ id, version }: SpaceFinding, more: object = {}) =>
  workbench.call(api.health.repairFinding, { body: { findingId: id, version, reason: REASON, ...more } });

const stored = async (itemId: string) =>
  (await stack.exceptions.items(['theirs'])).find(({ item_id }) => item_id === itemId);

describe('health of the exceptions of a space', () => {
  it('has nothing to say about the content as installed', async () => {
    expect(await health()).toEqual([]);
  });

  it('finds on rules of others what breaks them, hides too much or does nothing, and says it in the work queue', async () => {
    await theirRule('their-rule', 'network where destination.port == 8088', 'theirs');
    await stack.exceptions.create(item('bad-port', { entries: [match('destination.port', ' 8088')] }));
    await stack.exceptions.create(item('nobody', { entries: [match('no.such.field', 'x', 'excluded')] }));
    await stack.exceptions.create(
      item('path', {
        entries: [{ type: 'wildcard', field: 'process.executable', operator: 'included', value: 'C:\\Tools\\*.exe' }],
      }),
    );
    const found = await health();
    expect(found.map(({ finding }) => [finding.itemId, finding.code])).toEqual([
      ['nobody', 'excluded_on_unmapped_field'],
      ['bad-port', 'value_does_not_fit_type'],
      ['path', 'unescaped_backslash'],
    ]);
    expect(found[1]).toMatchObject({ itemName: 'bad-port', rules: [{ ruleId: 'their-rule', name: 'their-rule' }] });
    const { workQueue } = (await workbench.call(api.techniques.listTechniques)).body;
    expect(workQueue.filter(({ kind }) => kind === 'exception_finding')).toMatchObject([
      { severity: 'danger', title: '"nobody" on their-rule', otherRuleId: 'their-rule' },
      { severity: 'danger', title: '"bad-port" on their-rule' },
      { severity: 'warning', title: '"path" on their-rule' },
    ]);
  });

  it('repairs an item with one call, keeps who did it, and is done then', async () => {
    const finding = await findingOf('path');
    expect((await repair(finding)).status).toBe(200);
    expect(await stored('path')).toMatchObject({
      entries: [{ value: 'C:\\\\Tools\\\\*.exe' }],
      comments: [{ comment: `Repaired: ${REASON}`, created_by: 'ana' }],
    });
    expect((await health()).map(({ finding: { itemId } }) => itemId)).not.toContain('path');
    const { entries } = (await workbench.call(api.misc.listActivity, { query: { action: 'health.repair' } })).body;
    expect(entries[0]).toMatchObject({
      by: 'ana',
      reason: REASON,
      summary: expect.stringContaining('"path"') as string,
    });
    expect((await repair(finding)).status).toBe(404);
  });

  it('does not write over a change of someone else', async () => {
    const finding = await findingOf('nobody');
    const current = await stored('nobody');
    await stack.exceptions.update(
      item('nobody', { name: 'Renamed', entries: current?.entries ?? [] }),
      current?._version ?? '',
    );
    const refused = await repair(finding);
    expect(refused).toMatchObject({ status: 409, body: { attributes: { code: 'conflict' } } });
    await stack.exceptions.remove('nobody');
  });

  it('does not repair an item into one that hides an expected attack, unless someone answers for it', async () => {
    await stack.exceptions.create(item('blinds', { list_id: OUR_LIST, entries: [match('destination.port', ' 8088')] }));
    const refused = await repair(await findingOf('blinds'));
    expect(refused).toMatchObject({ status: 409, body: { attributes: { code: 'blinding' } } });
    const override = { reason: 'Lab only', expiresAt: new Date(Date.now() + 86_400_000).toISOString() };
    expect((await repair(await findingOf('blinds'), { override })).status).toBe(200);
    await stack.exceptions.remove('blinds');
  });

  it('takes a link to a deleted list out of the rule and leaves the rest of the rule alone', async () => {
    await theirRule('loses-its-list', 'process where process.name == "a.exe"', 'short-lived');
    const [before] = await stack.rules.get(['loses-its-list']);
    await stack.exceptions.removeList('short-lived');
    const finding = (await health()).find(({ finding: { code } }) => code === 'list_missing');
    expect(finding?.rules).toMatchObject([{ ruleId: 'loses-its-list' }]);
    expect((await repair(finding as SpaceFinding)).status).toBe(200);
    const [after] = await stack.rules.get(['loses-its-list']);
    expect(after).toMatchObject({ query: before?.query, exceptions_list: [] });
  });
});

describe('import of exported exceptions', () => {
  const line = (value: object) => JSON.stringify(value);
  const list = { list_id: 'imported', name: 'Imported', description: '', type: 'detection', namespace_type: 'single' };
  const file = (...items: ExceptionItem[]) =>
    [list, ...items, { exported_exception_list_count: 1 }].map(line).concat('{broken').join('\n');

  it('says line by line what would happen and writes nothing', async () => {
    const ndjson = file(
      item('bad-port', { list_id: 'theirs', entries: [match('destination.port', '1')] }),
      item('fits', { list_id: 'theirs', entries: [match('destination.port', '4711')] }),
      item('fails', { list_id: 'theirs', entries: [match('destination.port', 'http')] }),
      item('loose', { list_id: 'imported', entries: [match('destination.ip', 'nonsense')] }),
    );
    const plan = (await workbench.call(api.health.planExceptionImport, { body: { ndjson } })).body;
    expect(plan.rows.map(({ line: at, id, action }) => [at, id, action])).toEqual([
      [1, 'imported', 'create'],
      [2, 'bad-port', 'exists'],
      [3, 'fits', 'create'],
      [4, 'fails', 'refused'],
      [5, 'loose', 'refused'],
      [7, '', 'unreadable'],
    ]);
    expect(plan.rows[2]?.rules).toMatchObject([{ ruleId: 'their-rule' }]);
    expect(await stored('fits')).toBeUndefined();
  });

  it('takes no more lines than Kibana does', async () => {
    const lines = (count: number) => '{}\n'.repeat(count);
    const refused = await workbench.call(api.health.planExceptionImport, { body: { ndjson: lines(10_002) } });
    expect(refused).toMatchObject({ status: 400, body: { message: expect.stringContaining('at most 10001 lines') } });
    const taken = await workbench.call(api.health.planExceptionImport, { body: { ndjson: lines(10_001) } });
    expect(taken.body.counts.unreadable).toBe(10_001);
  });

  it('imports what is sound and reports each', async () => {
    const ndjson = file(
      item('fits', { list_id: 'theirs', entries: [match('destination.port', '4711')] }),
      item('fails', { list_id: 'theirs', entries: [match('destination.port', 'http')] }),
    );
    const done = await workbench.call(api.health.importExceptions, { body: { ndjson, reason: REASON } });
    expect(done.body.results).toEqual([
      { id: 'imported', ok: true },
      { id: 'fits', ok: true },
    ]);
    expect(await stored('fits')).toBeDefined();
    expect(await stored('fails')).toBeUndefined();
  });

  it('refuses a file that would hide an expected attack', async () => {
    const blinding = item('hides', {
      list_id: OUR_LIST,
      entries: [match('destination.port', '8088')],
    });
    const refused = await workbench.call(api.health.importExceptions, {
      body: { ndjson: line(blinding), reason: REASON },
    });
    expect(refused).toMatchObject({ status: 409, body: { attributes: { code: 'blinding' } } });
  });
});
