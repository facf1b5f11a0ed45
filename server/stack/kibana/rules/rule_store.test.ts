/** Against answers of a real 8.12.2 (recordings rules/*, alerts/run), shortened to what is read. */
import type { RuleBody } from '../../rules';
import { ok, recordedKibana, securityError, type Recorded } from '../testing/recorded';
import { KibanaRuleStore } from './rule_store';

const FIND = 'GET /api/detection_engine/rules/_find';
const IMPORT = 'POST /api/detection_engine/rules/_import';
const PUT = 'PUT /api/detection_engine/rules';
const BULK = 'POST /api/detection_engine/rules/_bulk_action';

const list = { id: 'l-id', list_id: 'dw-cp-1', type: 'detection', namespace_type: 'single' as const };

const body = (overrides: Partial<RuleBody> = {}): RuleBody => ({
  rule_id: 'r1',
  type: 'eql',
  language: 'eql',
  name: 'Rec r1',
  description: 'Recorded example',
  query: 'process where true',
  index: ['logs-rec-*'],
  enabled: false,
  interval: '5m',
  from: 'now-6m',
  to: 'now',
  severity: 'medium',
  risk_score: 47,
  max_signals: 100,
  tags: [],
  threat: [],
  exceptions_list: [list],
  actions: [],
  version: 1,
  ...overrides,
});

/** A rule as 8.12.2 answers it: with defaults, empty texts and fields of its own. */
const raw = (overrides: Record<string, unknown> = {}) => ({
  ...body(),
  id: 'uuid-of-r1',
  updated_at: '2026-11-23T05:55:47.823Z',
  updated_by: 'elastic',
  created_at: '2026-11-23T05:55:47.823Z',
  created_by: 'elastic',
  revision: 0,
  immutable: false,
  output_index: '',
  author: [],
  false_positives: [],
  references: [],
  severity_mapping: [],
  risk_score_mapping: [],
  related_integrations: [],
  required_fields: [],
  setup: '',
  ...overrides,
});

const found = (...rules: object[]) => ok({ page: 1, perPage: 1_000, total: rules.length, data: rules });
const imported = (errors: unknown[] = []) => ok({ success: errors.length === 0, errors });
const store = (recorded: Recorded, version = '8.12.2') => {
  const kibana = recordedKibana(recorded);
  return { kibana, rules: new KibanaRuleStore(kibana.api, version) };
};
const linesOf = (text = ''): Array<Record<string, unknown>> =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('reading rules', () => {
  it('leaves out texts that were never set, and tells the last run', async () => {
    const last_execution = {
      date: '2026-11-23T05:48:07.300Z',
      status: 'partial failure',
      message: 'This rule reached the maximum alert limit for the rule execution. Some alerts were not created.',
    };
    const { rules } = store({ [FIND]: [found(raw({ note: '', execution_summary: { last_execution } }))] });
    const [rule] = await rules.get(['r1']);
    expect(rule?.note).toBeUndefined();
    expect(rule?.setup).toBeUndefined();
    expect(rule).toMatchObject({ id: 'uuid-of-r1', revision: 0, exceptions_list: [list] });
    expect(rule?.lastRun).toEqual({ at: last_execution.date, status: 'warning', message: last_execution.message });
  });

  it('asks by id with every id quoted, some at a time', async () => {
    const { rules, kibana } = store({ [FIND]: [found()] });
    await rules.get([...Array.from({ length: 60 }, (_, n) => `id-${n}`), 'a" or alert.attributes.name: *']);
    expect(kibana.calls).toHaveLength(2);
    expect(kibana.calls[1]?.query?.['filter']).toContain(String.raw`"a\" or alert.attributes.name: *"`);
  });

  it('pages through all rules', async () => {
    const page = (n: number, size: number) => ({
      status: 200,
      body: {
        total: 1_200,
        data: Array.from({ length: size }, (_, at) => raw({ id: `${n}-${at}`, rule_id: `${n}-${at}` })),
      },
    });
    const { rules, kibana } = store({ [FIND]: [page(1, 1_000), page(2, 200)] });
    expect(await rules.list()).toHaveLength(1_200);
    expect(kibana.calls.map(({ query }) => query?.['page'])).toEqual([1, 2]);
  });
});

describe('writing rules', () => {
  it('makes new ones by one import and reads them back', async () => {
    const second = { rule_id: 'r2', name: 'Rec r2' };
    const { rules, kibana } = store({
      [FIND]: [found(), found(raw(), raw({ ...second, id: 'uuid-of-r2' }))],
      [IMPORT]: [imported()],
    });
    expect(await rules.upsert([body(), body(second)])).toMatchObject([
      { id: 'r1', ok: true, value: { id: 'uuid-of-r1' } },
      { id: 'r2', ok: true },
    ]);
    const [call] = kibana.callsOf(IMPORT);
    expect(call?.query).toEqual({ overwrite: true });
    expect(linesOf(call?.multipart?.text)).toMatchObject([
      { rule_id: 'r1', enabled: false, exceptions_list: [list], actions: [] },
      { rule_id: 'r2' },
    ]);
  });

  it('replaces a rule that exists, with what the port does not know carried over', async () => {
    const theirs = { timeline_id: 't', timeline_title: 'T', severity_mapping: [{ field: 'a' }], note: 'old' };
    const { rules, kibana } = store({
      [FIND]: [found(raw(theirs)), found(raw({ ...theirs, note: '', name: 'New', revision: 1 }))],
      [PUT]: [ok({})],
    });
    expect(await rules.upsert([body({ name: 'New' })])).toMatchObject([
      { ok: true, value: { name: 'New', revision: 1 } },
    ]);
    const sent = kibana.callsOf(PUT)[0]?.body as Record<string, unknown>;
    expect(sent).toMatchObject({ rule_id: 'r1', name: 'New', timeline_id: 't', severity_mapping: [{ field: 'a' }] });
    for (const field of ['id', 'revision', 'created_at', 'updated_by', 'immutable', 'output_index', 'note']) {
      expect(sent).not.toHaveProperty(field);
    }
  });

  it('imports many edits at once, and replaces those from which an import removed nothing', async () => {
    const many = Array.from({ length: 6 }, (_, n) => ({ rule_id: `r${n}`, id: `u${n}` }));
    const stored = (n: number, extra: object = {}) => raw({ ...many[n], name: 'New', ...extra });
    const { rules, kibana } = store({
      [FIND]: [
        found(...many.map((one) => raw({ ...one, note: 'old' }))),
        found(...many.map((_, n) => stored(n, n === 3 ? { note: 'old' } : {}))),
        found(...many.map((_, n) => stored(n))),
      ],
      [IMPORT]: [imported()],
      [PUT]: [ok({})],
    });
    const results = await rules.upsert(many.map(({ rule_id }) => body({ rule_id, name: 'New' })));
    expect(results.every(({ ok: good }) => good)).toBe(true);
    expect(kibana.callsOf(PUT).map((call) => (call.body as RuleBody).rule_id)).toEqual(['r3']);
  });

  it("reports each rule that was not taken, in Kibana's words", async () => {
    const lost =
      'Rule with rule_id: "r1" references a non existent exception list of list_id: "dw-cp-1". Reference has been removed.';
    const { rules } = store({
      [FIND]: [found(), found(raw({ exceptions_list: [] }))],
      [IMPORT]: [
        imported([
          { rule_id: 'r1', error: { status_code: 400, message: lost } },
          { rule_id: 'r2', error: { status_code: 400, message: 'severity: Invalid enum value.' } },
        ]),
      ],
    });
    expect(await rules.upsert([body(), body({ rule_id: 'r2' })])).toEqual([
      { id: 'r1', ok: false, code: 'rejected', message: lost },
      { id: 'r2', ok: false, code: 'rejected', message: 'severity: Invalid enum value.' },
    ]);
  });

  it('says what Kibana dropped without a word', async () => {
    const { rules } = store({ [FIND]: [found(), found(raw())], [IMPORT]: [imported()], [PUT]: [ok({})] });
    const [result] = await rules.upsert([body({ tiebreaker_field: 'event.sequence' })]);
    expect(result).toMatchObject({ ok: false, message: expect.stringContaining('tiebreaker_field') });
  });

  it('refuses to change the type of a rule, and goes on with the others', async () => {
    const { rules, kibana } = store({
      [FIND]: [found(raw({ type: 'query' })), found(raw({ type: 'query' }), raw({ rule_id: 'r2', id: 'u2' }))],
      [IMPORT]: [imported()],
    });
    expect(await rules.upsert([body(), body({ rule_id: 'r2' })])).toMatchObject([
      { ok: false, code: 'rejected', message: expect.stringContaining('type') },
      { ok: true },
    ]);
    expect(linesOf(kibana.callsOf(IMPORT)[0]?.multipart?.text)).toHaveLength(1);
  });

  it('fails as a whole when the login has ended', async () => {
    const { rules } = store({ [FIND]: [found(raw())], [PUT]: [{ status: 401, body: { message: 'x' } }] });
    await expect(rules.upsert([body({ name: 'New' })])).rejects.toMatchObject({ code: 'unauthorized' });
  });
});

describe('fields that a version does not keep', () => {
  const suppressed = { alert_suppression: { group_by: ['host.name'] }, setup: 'Install the agent.' };
  const SEQUENCE = 'sequence by host.id with maxspan=1m [process where true] [network where true]';
  it.each([
    ['8.12.2', 'process where true', [], []],
    ['8.14.0', 'process where true', ['alert_suppression', 'setup'], []],
    ['8.17.3', SEQUENCE, ['setup'], []],
    ['8.18.0', SEQUENCE, ['alert_suppression', 'setup'], []],
    ['9.4.1', SEQUENCE, ['alert_suppression', 'setup'], []],
  ])('are left out for %s: %s', async (version, query, kept) => {
    const stored = raw({
      query,
      ...Object.fromEntries(Object.entries(suppressed).filter(([name]) => kept.includes(name))),
    });
    const { rules, kibana } = store({ [FIND]: [found(), found(stored)], [IMPORT]: [imported()] }, version);
    const [result] = await rules.upsert([body({ query, ...suppressed })]);
    expect(result).toMatchObject({ ok: true });
    const [line] = linesOf(kibana.callsOf(IMPORT)[0]?.multipart?.text);
    expect(['alert_suppression', 'setup'].filter((field) => line && field in line)).toEqual(kept);
  });
});

describe('switching and removing rules', () => {
  it('never makes a bulk action without ids: Kibana would take it for every rule', async () => {
    const { rules, kibana } = store({ [FIND]: [found()] });
    expect(await rules.setEnabled(['none'], true)).toMatchObject([{ id: 'none', ok: false, code: 'not_found' }]);
    expect(await rules.remove(['none'])).toMatchObject([{ id: 'none', ok: false, code: 'not_found' }]);
    expect(await rules.remove([])).toEqual([]);
    expect(kibana.callsOf(BULK)).toEqual([]);
  });

  it('takes at most 100 ids at a time', async () => {
    const many = Array.from({ length: 130 }, (_, n) => raw({ rule_id: `r${n}`, id: `u${n}` }));
    const page =
      (enabled: boolean) =>
      ({ query }: { query?: Readonly<Record<string, unknown>> }) =>
        found(
          ...many
            .filter(({ rule_id }) => String(query?.['filter']).includes(`"${rule_id}"`))
            .map((rule) => ({ ...rule, enabled })),
        );
    const { rules, kibana } = store({
      [FIND]: [page(false), page(false), page(false), page(true)],
      [BULK]: [ok({ success: true })],
    });
    const results = await rules.setEnabled(
      many.map(({ rule_id }) => rule_id),
      true,
    );
    expect(results.every(({ ok: good }) => good)).toBe(true);
    expect(kibana.callsOf(BULK).map((call) => (call.body as { ids: string[] }).ids.length)).toEqual([100, 30]);
  });

  it('tells done from failed in the 500 of a partly failed action', async () => {
    const answer = {
      status: 500,
      body: {
        statusCode: 500,
        error: 'Internal Server Error',
        message: 'Bulk edit partially failed',
        attributes: { errors: [{ message: 'Rule not found', status_code: 500, rules: [{ id: 'u2' }] }] },
      },
    };
    const two = (r1: boolean) => found(raw({ enabled: r1 }), raw({ rule_id: 'r2', id: 'u2' }));
    const { rules } = store({ [FIND]: [two(false), two(true)], [BULK]: [answer] });
    expect(await rules.setEnabled(['r1', 'r2'], true)).toMatchObject([
      { id: 'r1', ok: true, value: { enabled: true } },
      { id: 'r2', ok: false, message: expect.stringContaining('Rule not found') },
    ]);
  });

  it('believes only what reads back', async () => {
    const { rules } = store({ [FIND]: [found(raw())], [BULK]: [ok({ success: true, rules_count: 1 })] });
    expect(await rules.remove(['r1'])).toMatchObject([{ ok: false, message: expect.stringContaining('still there') }]);
  });

  it('explains a refusal', async () => {
    const { rules } = store({ [FIND]: [found(raw())], [BULK]: [securityError(403, 'Unauthorized')] });
    await expect(rules.setEnabled(['r1'], true)).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('You may not change detection rules'),
    });
  });
});
