/** Rules that no pack brought: coverage when they catch an expected attack, and honest where nothing can be said. */
import { api } from '../../common/api';
import type { OtherRule } from '../../common/api/other_rules';
import type { RuleBody } from '../../server/stack/rules';
import type { Stack } from '../../server/stack/stack';
import { rule } from '../contract/fixtures';
import { startStackWorkbench, type StackWorkbench } from './stack_workbench';

// Starting the host reads and checks every pack.
jest.setTimeout(60_000);

let workbench: StackWorkbench;
let stack: Stack;
beforeAll(async () => {
  workbench = await startStackWorkbench();
  stack = workbench.stack.stackOf('eve');
  await stack.exceptions.ensureList({ list_id: 'theirs', name: 'Theirs', description: '', tags: [] });
});
afterAll(() => workbench.stop());

async function install(ruleId: string, changes: Partial<RuleBody>): Promise<void> {
  await stack.rules.upsert([rule({ rule_id: ruleId, name: ruleId, index: ['logs-*'], enabled: false, ...changes })]);
}

const link = { id: 'x', list_id: 'theirs', type: 'detection', namespace_type: 'single' as const };
const catching = { query: 'network where destination.port == 9001' };

async function except(list: string, itemId: string, value: string): Promise<void> {
  await stack.exceptions.create({
    item_id: itemId,
    list_id: list,
    namespace_type: 'single',
    type: 'simple',
    name: itemId,
    description: '',
    entries: [{ type: 'match', field: 'destination.port', operator: 'included', value }],
    os_types: [],
    tags: [],
    comments: [],
  });
}

async function listed(query: Record<string, string> = {}): Promise<OtherRule[]> {
  return (await workbench.call(api.otherRules.listOtherRules, { query })).body.rules;
}
const one = async (ruleId: string) => (await listed()).find((row) => row.ruleId === ruleId);

describe('rules of others', () => {
  it('are coverage when they catch an expected attack', async () => {
    const threat = [
      {
        framework: 'MITRE ATT&CK',
        tactic: { id: 'TA0011' },
        technique: [{ id: 'T1071', subtechnique: [{ id: 'T1071.001' }] }],
      },
    ];
    await install('catches', { ...catching, threat });
    const row = await one('catches');
    expect(row).toMatchObject({ techniques: ['T1071', 'T1071.001'], hides: [], findings: [], enabled: false });
    expect(row?.catches.map(({ testId }) => testId)).toContain('T1571-4');
    expect(row).not.toHaveProperty('cannotJudge');
  });

  it('are asked about one attack only when told so', async () => {
    const rows = await listed({ testId: 'T1043-1' });
    expect(rows.find(({ ruleId }) => ruleId === 'catches')?.catches).toEqual([]);
    const unknown = await workbench.call(api.otherRules.listOtherRules, { query: { testId: 'T9999-1' } });
    expect(unknown.status).toBe(404);
  });

  it('show what their exceptions hide', async () => {
    await install('blinded', { ...catching, exceptions_list: [link] });
    await except('theirs', 'any-9001', '9001');
    const row = await one('blinded');
    expect(row?.catches).toEqual([]);
    expect(row?.hides).toContainEqual({
      testId: 'T1571-4',
      source: 'defend',
      verdict: 'blinded',
      text: expect.stringContaining('"any-9001" hides') as string,
    });
    expect(row?.exceptions).toBe(1);
  });

  it('read KQL with the filters of the rule', async () => {
    const filters = [{ meta: { negate: true }, query: { match_phrase: { 'network.transport': 'tcp' } } }];
    const kql = { type: 'query', language: 'kuery', query: 'destination.port : 9001' } as const;
    await install('kql', kql);
    await install('kql-filtered', { ...kql, filters });
    expect((await one('kql'))?.catches.map(({ testId }) => testId)).toContain('T1571-4');
    expect((await one('kql-filtered'))?.catches.map(({ testId }) => testId)).not.toContain('T1571-4');
  });

  it.each<[string, Partial<RuleBody>, string]>([
    ['lucene', { type: 'query', language: 'lucene', query: 'a:b' }, 'Lucene'],
    ['saved', { type: 'saved_query', query: undefined }, 'saved query'],
    ['esql', { type: 'esql', language: 'esql', query: 'from x' }, 'ES|QL'],
    ['ml', { type: 'machine_learning', query: undefined }, 'machine learning'],
    ['threshold', { type: 'threshold', language: 'kuery', query: '*' }, 'threshold'],
    ['new-terms', { type: 'new_terms', language: 'kuery', query: '*' }, 'new-terms'],
    ['indicator', { type: 'threat_match', language: 'kuery', query: '*' }, 'indicator'],
    ['broken', { query: 'process where (' }, 'refuses its query'],
  ])('say why nothing can be said: %s', async (ruleId, changes, word) => {
    await install(ruleId, changes);
    const row = await one(ruleId);
    expect(row?.catches).toEqual([]);
    expect(row?.cannotJudge).toContain(word);
  });

  it('show the worst of many findings, and how many there are', async () => {
    await stack.exceptions.ensureList({ list_id: 'faulty', name: 'Faulty', description: '', tags: [] });
    for (let at = 0; at < 30; at += 1) await except('faulty', `no-port-${at}`, `port ${at}`);
    await install('faulty', { ...catching, exceptions_list: [{ ...link, list_id: 'faulty' }] });
    const row = await one('faulty');
    expect(row?.findings.length).toBeLessThan(30);
    expect(row?.findingCount).toBe(30);
    expect(row?.findings.every(({ effect }) => effect === 'rule_fails')).toBe(true);
  });

  it('are told apart among thousands', async () => {
    const many = Array.from({ length: 2_000 }, (_, at) =>
      rule({
        rule_id: `many-${at}`,
        name: `Many ${at}`,
        index: ['logs-*'],
        enabled: false,
        query: `network where destination.port == ${9_000 + at}`,
        exceptions_list: at === 2 || at === 3 ? [link] : [],
      }),
    );
    await stack.rules.upsert(many);
    const rows = (await listed({ testId: 'T1571-4' })).filter(({ ruleId }) => ruleId.startsWith('many-'));
    expect(rows).toHaveLength(2_000);
    expect(rows.filter(({ catches }) => catches.length > 0).map(({ ruleId }) => ruleId)).toEqual(['many-1']);
    expect(rows.filter(({ exceptions }) => exceptions > 0).map(({ ruleId }) => ruleId)).toEqual(['many-2', 'many-3']);
  });

  it('leave out those of the packs', async () => {
    await workbench.call(api.content.applyContent, { body: { packIds: ['t1571_non_standard_port'] } });
    expect((await listed()).filter(({ name }) => name.startsWith('NP-'))).toEqual([]);
    expect((await listed()).every(({ ruleId }) => !ruleId.startsWith('NP-'))).toBe(true);
  });
});
