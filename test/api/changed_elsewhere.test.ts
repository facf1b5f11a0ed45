/**
 * What passes no door and is found at the next look, with who did it where the stack says so: rules deleted, disabled or
 * changed, their links, whole lists, value lists.
 */
import { api } from '../../common/api';
import type { InstalledRule, RuleBody } from '../../server/stack/rules';
import type { ValueList } from '../../server/stack/exceptions';
import type { Stack } from '../../server/stack/stack';
import { startStackWorkbench, type StackWorkbench } from './stack_workbench';

const PACKS = ['t1043_commonly_used_port', 't1571_non_standard_port'];
const KEY = 'NP-6';
const OUR_LIST = 'detection-workbench-np-6';
const CHANGED = /Last changed by eve on \d{4}-\d\d-\d\d\./;

// Starting the host reads and checks every pack.
jest.setTimeout(60_000);

/** The embedded stack has no way to change a value list, so the port answers what a test says. */
let valueLists: ValueList[] = [];
let workbench: StackWorkbench;
let eve: Stack;

function withValueLists(stack: Stack): Stack {
  const exceptions = Object.create(stack.exceptions, {
    valueLists: { value: async (ids: readonly string[]) => valueLists.filter(({ id }) => ids.includes(id)) },
  }) as Stack['exceptions'];
  return Object.create(stack, { exceptions: { value: exceptions } }) as Stack;
}

beforeAll(async () => {
  workbench = await startStackWorkbench({ around: withValueLists });
  await workbench.call(api.content.applyContent, { body: { packIds: PACKS } });
  await workbench.replay('T1571-2');
  eve = workbench.stack.stackOf('eve');
});
afterAll(() => workbench.stop());
afterEach(async () => {
  valueLists = [];
  for (const { item_id } of await eve.exceptions.items([OUR_LIST])) await eve.exceptions.remove(item_id);
  await workbench.call(api.content.applyContent, { body: { packIds: PACKS } });
  await workbench.call(api.content.restoreRules, { body: { ruleKeys: [KEY], reason: 'Back to the pack' } });
  await workbench.call(api.content.setEnabled, { body: { ruleKeys: [KEY], enabled: true } });
});

const drift = async () =>
  (await workbench.call(api.content.getDrift)).body.rules.find(({ ruleKey }) => ruleKey === KEY);
const readiness = async () =>
  (await workbench.call(api.readiness.getReadiness)).body.rows.filter(({ rule }) => rule === KEY);
const queue = async () =>
  (await workbench.call(api.techniques.listTechniques)).body.workQueue.filter(
    ({ ruleKey, testId }) => ruleKey === KEY || testId === 'T1571-2',
  );

async function installed(): Promise<InstalledRule> {
  const [rule] = await eve.rules.get([(await drift())?.ruleId ?? '']);
  if (rule === undefined) throw new Error(`${KEY} is not installed`);
  return rule;
}

const bodyOf = ({ id: _i, revision: _r, created_at: _ca, created_by: _cb, ...rest }: InstalledRule): RuleBody => {
  const { updated_at: _ua, updated_by: _ub, lastRun: _l, dataViewId: _d, ...body } = rest;
  return body;
};

describe('found at the next look', () => {
  it('a rule that was deleted', async () => {
    await eve.rules.remove([(await installed()).rule_id]);
    expect((await drift())?.state).toBe('missing');
    expect((await readiness()).every(({ level, reason }) => level === 'blind' && reason.code === 'not_installed')).toBe(
      true,
    );
    expect(await queue()).toContainEqual(expect.objectContaining({ kind: 'drifted_rule', title: `${KEY} is gone` }));
  });

  it('a rule that was disabled, with who did it and which attack nobody sees now', async () => {
    await eve.rules.setEnabled([(await installed()).rule_id], false);
    expect(await drift()).toMatchObject({ enabled: false, changed: { by: 'eve' } });
    const rows = await readiness();
    const reasons = rows.flatMap(({ reason, also }) => [reason, ...also]).filter(({ code }) => code === 'disabled');
    expect(reasons).toHaveLength(rows.length);
    expect(reasons[0]?.evidence).toMatch(/^last changed by eve on \d{4}-/);
    const [first] = (await queue()).filter(({ kind }) => kind === 'resting_rule');
    expect(first?.title).toBe(`${KEY} is disabled`);
    expect(first?.detail).toMatch(/T1571-2/);
    expect(first?.detail).toMatch(CHANGED);
  });

  it('a query that was changed, with the difference and who did it; what it no longer catches is said', async () => {
    const rule = await installed();
    await eve.rules.upsert([{ ...bodyOf(rule), query: 'network where destination.port == 1' }]);
    expect(await drift()).toMatchObject({
      state: 'drifted',
      changed: { by: 'eve' },
      fields: [{ field: 'query', before: 'network where destination.port == 1' }],
    });
    const items = await queue();
    const edited = items.find(({ kind }) => kind === 'drifted_rule');
    expect(edited?.detail).toMatch(/^Different: query\./);
    expect(edited?.detail).toMatch(CHANGED);
    const { cells } = (await workbench.call(api.expectations.getMatrix)).body;
    expect(cells.filter(({ expectation, rule: key }) => expectation === 'T1571-2' && key === KEY)).not.toContainEqual(
      expect.objectContaining({ verdict: 'caught' }),
    );
  });

  it('links to lists that were changed, with who did it', async () => {
    const rule = await installed();
    await eve.rules.upsert([{ ...bodyOf(rule), exceptions_list: [] }]);
    expect(await drift()).toMatchObject({
      state: 'drifted',
      changed: { by: 'eve' },
      fields: [{ field: 'exceptions_list', cause: 'unlinked' }],
    });
    expect((await queue()).find(({ kind }) => kind === 'drifted_rule')?.detail).toMatch(CHANGED);
  });

  it('a list that was deleted', async () => {
    await eve.exceptions.removeList(OUR_LIST);
    expect((await drift())?.state).toBe('drifted');
    const codes = (await readiness()).flatMap(({ reason, also }) => [reason, ...also]).map(({ code }) => code);
    expect(codes).toContain('exception_list_missing');
    const { findings } = (await workbench.call(api.health.getHealth)).body;
    expect(findings.map(({ finding }) => finding.code)).toContain('list_missing');
    expect((await queue()).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['drifted_rule', 'exception_finding']),
    );
  });

  it('a value list that was edited', async () => {
    const ports = { id: 'ports', name: 'Ports', type: 'keyword' };
    valueLists = [{ ...ports, values: ['4711'], total: 1 }];
    await eve.exceptions.create({
      item_id: 'by-list',
      list_id: OUR_LIST,
      namespace_type: 'single',
      type: 'simple',
      name: 'Known ports',
      description: '',
      entries: [
        { type: 'list', field: 'destination.port', operator: 'included', list: { id: 'ports', type: 'keyword' } },
      ],
      os_types: [],
      tags: [],
      comments: [],
    });
    expect((await queue()).map(({ kind }) => kind)).not.toContain('blinding_entry');
    valueLists = [{ ...ports, values: ['4711', '8088'], total: 2 }];
    const [blind] = (await queue()).filter(({ kind }) => kind === 'blinding_entry');
    expect(blind).toMatchObject({ testId: 'T1571-2', ruleKey: KEY });
    expect(blind?.detail).toContain('Known ports');
  });
});
