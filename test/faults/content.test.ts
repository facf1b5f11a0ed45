/** Content apply on Kibana when something goes wrong: each fault leaves a harmless state, and the next run repairs it. */
import { api } from '../../common/api';
import type { ApplyEvent } from '../../common/api/content';
import type { InstalledRule } from '../../server/stack/rules';
import { StackError } from '../../server/stack/stack';
import type { Fault } from '../doubles/kibana';
import { isCall, startKibanaWorkbench, TIMEOUT_MS, type KibanaWorkbench } from './kibana_workbench';

const PACKS = ['t1043_commonly_used_port', 't1571_non_standard_port'];
const RULES = 14;

jest.setTimeout(60_000);

let workbench: KibanaWorkbench;
beforeAll(async () => (workbench = await startKibanaWorkbench()));
afterAll(() => workbench.stop());
beforeEach(() => workbench.reset());

const apply = async (): Promise<ApplyEvent[]> =>
  (await workbench.call(api.content.applyContent, { body: { packIds: PACKS } })).body as unknown as ApplyEvent[];
const rules = (): Promise<InstalledRule[]> => workbench.stackOf('eve').rules.list();
const fail = (fault: Fault): void => workbench.world.kibanaDouble.faults.add(fault);

/** Everything is there once, linked and on; running again changes nothing. */
async function expectWhole(): Promise<void> {
  const installed = await rules();
  expect(installed).toHaveLength(RULES);
  expect(new Set(installed.map(({ rule_id }) => rule_id)).size).toBe(RULES);
  expect(installed.every(({ enabled, exceptions_list }) => enabled && exceptions_list.length === 1)).toBe(true);
  const lists = await workbench.stackOf('eve').exceptions.lists();
  expect(new Set(lists.map(({ list_id }) => list_id)).size).toBe(RULES);
  expect(lists).toHaveLength(RULES);
  const listIds = new Set(lists.map(({ id }) => id));
  // A link to a list that is gone would switch the allowlist off without a word.
  expect(installed.every(({ exceptions_list: [link] }) => listIds.has(link!.id))).toBe(true);
  expect((await apply()).at(-1)).toMatchObject({ type: 'end', failed: 0, succeeded: 0 });
}

/** A rule is never on without its allowlist. */
async function expectHarmless(): Promise<void> {
  const unlinked = (await rules()).filter(({ enabled, exceptions_list }) => enabled && exceptions_list.length === 0);
  expect(unlinked).toEqual([]);
}

const said = (lines: readonly ApplyEvent[]): string => JSON.stringify(lines);
const LIST = isCall('POST', '/api/exception_lists');
const IMPORT = isCall('POST', '/rules/_import');
const BULK = isCall('POST', '/rules/_bulk_action');
const SEARCHES = isCall('POST', '/saved_objects/_import');
const FIND = isCall('GET', '/rules/_find');

const busy = {
  kind: 'status',
  status: 429,
  body: { statusCode: 429, error: 'Too Many Requests', message: 'busy' },
} as const;
const broken = {
  kind: 'status',
  status: 500,
  body: { statusCode: 500, error: 'Internal Server Error', message: 'An internal server error occurred.' },
} as const;
const late = { kind: 'delay', ms: TIMEOUT_MS + 300 } as const;

interface Row {
  what: string;
  fault: Fault;
  /** Words of the report that a person can act on. */
  words: RegExp;
}

const ROWS: readonly Row[] = [
  {
    what: 'Kibana ends the connection at the third list',
    fault: { matches: LIST, after: 2, times: 1, effect: { kind: 'drop' } },
    words: /cannot be reached/,
  },
  {
    what: 'Kibana makes a list, but its answer is lost',
    fault: { matches: LIST, after: 2, times: 1, effect: { kind: 'drop-answer' } },
    words: /cannot be reached/,
  },
  {
    what: 'Kibana is too busy at a list',
    fault: { matches: LIST, after: 4, times: 1, effect: busy },
    words: /too busy/,
  },
  {
    what: 'Kibana fails at the import of rules',
    fault: { matches: IMPORT, times: 1, effect: broken },
    words: /failed to change detection rules/,
  },
  {
    what: 'Kibana imports the rules, but its answer is lost',
    fault: { matches: IMPORT, times: 1, effect: { kind: 'drop-answer' } },
    words: /cannot be reached/,
  },
  {
    what: 'Kibana imports the rules too slowly',
    fault: { matches: IMPORT, times: 1, effect: late },
    words: /no answer within/,
  },
  {
    what: 'Kibana is too busy at the import of rules',
    fault: { matches: IMPORT, times: 1, effect: busy },
    words: /too busy/,
  },
  {
    what: 'rules cannot be read back',
    fault: { matches: FIND, after: 2, times: 1, effect: broken },
    words: /failed to read detection rules/,
  },
  {
    what: 'saved searches cannot be imported',
    fault: { matches: SEARCHES, times: 1, effect: broken },
    words: /failed to make saved searches/,
  },
  {
    what: 'rules cannot be switched on',
    fault: { matches: BULK, times: 1, effect: broken },
    words: /failed to change detection rules/,
  },
  {
    what: 'rules are switched on, but the answer is lost',
    fault: { matches: BULK, times: 1, effect: { kind: 'drop-answer' } },
    words: /cannot be reached/,
  },
];

describe('content apply on Kibana', () => {
  it('installs everything in one run', async () => {
    expect((await apply()).at(-1)).toMatchObject({ type: 'end', failed: 0 });
    await expectWhole();
  });

  it.each(ROWS)('is told and completed by the next run when $what', async ({ fault, words }) => {
    fail(fault);
    const lines = await apply();
    expect(said(lines)).toMatch(words);
    const last = lines.at(-1)!;
    expect(last.type === 'failed' || (last.type === 'end' && last.failed > 0)).toBe(true);
    await expectHarmless();
    expect((await apply()).at(-1)).toMatchObject({ type: 'end', failed: 0 });
    await expectWhole();
  });

  it('asks for a new login when the session has ended, and goes on after it', async () => {
    const expired = {
      kind: 'status',
      status: 401,
      body: { statusCode: 401, error: 'Unauthorized', message: 'Unauthorized' },
    };
    fail({ matches: IMPORT, times: 1, effect: expired as Fault['effect'] });
    expect(said(await apply())).toMatch(/Log in again/);
    await expectHarmless();
    await apply();
    await expectWhole();
  });

  it('repairs a rule that is half written: without its link, without what was changed', async () => {
    await apply();
    const [some] = await rules();
    // As an import leaves it that someone else made without lists.
    const stored = workbench.world.kibanaDouble.state.rules.byRuleId('default', some!.rule_id)!;
    workbench.world.kibanaDouble.state.rules.put('default', { ...stored, exceptions_list: [] });
    const lines = await apply();
    expect(lines).toContainEqual(expect.objectContaining({ kind: 'rule', outcome: 'updated' }));
    await expectWhole();
  });

  it('repairs a list that was deleted behind our back', async () => {
    await apply();
    await workbench.stackOf('eve').exceptions.removeList('detection-workbench-np-1');
    const lines = await apply();
    expect(lines).toContainEqual(expect.objectContaining({ id: 'detection-workbench-np-1', outcome: 'created' }));
    await expectWhole();
  });

  it('makes nothing twice when two users apply at once', async () => {
    const [mine, theirs] = await Promise.all([apply(), apply()]);
    for (const lines of [mine, theirs]) expect(['end', 'failed']).toContain(lines.at(-1)!.type);
    await apply();
    await expectWhole();
  });

  it('says which privilege is missing', async () => {
    await workbench.reset({ users: { ana: { privileges: ['rules-read', 'exceptions-all', 'savedObjects-all'] } } });
    const lines = await apply();
    expect(said(lines)).toMatch(/You may not change detection rules\. It takes .* an administrator can give it/);
    expect(await rules()).toEqual([]);
  });

  it('asks before an install whether Elasticsearch accepts the queries', async () => {
    const plan = async () => (await workbench.call(api.content.planContent, { body: { packIds: PACKS } })).body;
    const ruleIn = (body: Awaited<ReturnType<typeof plan>>) =>
      body.items.find(({ kind, id }) => kind === 'rule' && id === 'NP-1');
    // No index is no bad query.
    expect(ruleIn(await plan())).toMatchObject({ action: 'create', reason: expect.stringContaining('no index') });
    expect((await plan()).warnings).toEqual([]);

    const reason = 'Found 1 problem line 1:1: Unknown column [x]';
    const error = { root_cause: [{ type: 'verification_exception', reason }], type: 'verification_exception', reason };
    workbench.world.elasticsearchFault = (_method, path) =>
      path.endsWith('/_eql/search') ? { status: 400, body: { error, status: 400 } } : undefined;
    const refused = await plan();
    expect(ruleIn(refused)).toMatchObject({
      enabledByDefault: false,
      reason: expect.stringContaining('Unknown column'),
    });
    expect(refused.warnings.join()).toContain('NP-1: its query is not accepted here');
    await apply();
    expect((await rules()).some(({ enabled }) => enabled)).toBe(false);

    workbench.world.elasticsearchFault = () => new StackError('unavailable', 'Elasticsearch cannot be reached.');
    expect((await plan()).warnings.join()).not.toContain('not accepted');
    workbench.world.elasticsearchFault = () => undefined;
    await apply();
    await expectWhole();
  });
});
