/** History in slices, and what Elasticsearch's EQL answers mean. The DSL itself is proven by test/elasticsearch. */
import type { RuleQuery } from '../../events';
import { StackError } from '../../stack';
import { ElasticsearchApi } from '../apis';
import type { Answer, ElasticsearchCall } from '../transport/types';
import { matchEvents } from './event_match';

const query = (overrides: Partial<RuleQuery> = {}): RuleQuery => ({
  index: ['logs-*'],
  language: 'eql',
  query: 'process where true',
  exceptions: [],
  range: { from: '2026-01-01T00:00:00.000Z', to: '2026-01-04T00:00:00.000Z' },
  size: 100,
  timeoutMs: 5_000,
  ...overrides,
});

const hit = (id: string, at: string) => ({ _index: 'logs-a', _id: id, _source: { '@timestamp': at } });
const events = (...hits: object[]): Answer => ({
  status: 200,
  body: { is_partial: false, timed_out: false, hits: { events: hits } },
});
const refused = (status: number, type: string, reason: string): Answer => ({
  status,
  body: { error: { root_cause: [{ type, reason }], type, reason }, status },
});
const noLists = { valueLists: async () => [] };

/** Answers each `_eql/search` in turn, and notes what was asked. */
const elasticsearch = (answers: ReadonlyArray<Answer | ((call: ElasticsearchCall) => Promise<Answer>)>) => {
  const calls: ElasticsearchCall[] = [];
  const api = new ElasticsearchApi({
    request: async (_method, _path, call = {}) => {
      calls.push(call);
      const answer = answers[Math.min(calls.length, answers.length) - 1] as
        Answer | ((call: ElasticsearchCall) => Promise<Answer>);
      return typeof answer === 'function' ? answer(call) : answer;
    },
  });
  return { api, calls };
};
const rangesOf = (calls: readonly ElasticsearchCall[]) =>
  calls.map(({ body }) => {
    const [time] = (body as { filter: { bool: { filter: Array<{ range: Record<string, object> }> } } }).filter.bool
      .filter;
    return time?.range['@timestamp'];
  });

describe('a long history', () => {
  it('is asked day by day, without gaps or overlaps, and tells how far it is', async () => {
    const { api, calls } = elasticsearch([
      events(hit('a', '2026-01-01T05:00:00.000Z')),
      events(),
      events(hit('b', '2026-01-03T05:00:00.000Z')),
    ]);
    const progress: number[] = [];
    const onProgress = (fraction: number) => void progress.push(fraction);
    const result = await matchEvents(api, noLists, query(), 0, { onProgress });
    expect(result.matches.map(({ eventIds, at }) => [eventIds[0], at])).toEqual([
      ['a', '2026-01-01T05:00:00.000Z'],
      ['b', '2026-01-03T05:00:00.000Z'],
    ]);
    expect(result).toMatchObject({ partial: false, coveredTo: '2026-01-04T00:00:00.000Z' });
    expect(rangesOf(calls)).toMatchObject([
      { gte: '2026-01-01T00:00:00.000Z', lt: '2026-01-02T00:00:00.000Z' },
      { gte: '2026-01-02T00:00:00.000Z', lt: '2026-01-03T00:00:00.000Z' },
      { gte: '2026-01-03T00:00:00.000Z', lte: '2026-01-04T00:00:00.000Z' },
    ]);
    expect(progress).toEqual([1 / 3, 2 / 3, 1]);
  });

  it.each([
    'sequence by host.id with maxspan=1m [process where true] [network where true]',
    'process where true | head 5',
    'a query of a version that we do not know',
  ])('is asked as a whole for %s', async (text) => {
    const { api, calls } = elasticsearch([events()]);
    await matchEvents(api, noLists, query({ query: text }), 0);
    expect(calls).toHaveLength(1);
  });

  it('ends at the size that was asked for, and says how far it is complete', async () => {
    const { api, calls } = elasticsearch([
      events(
        hit('a', '2026-01-01T05:00:00.000Z'),
        hit('b', '2026-01-01T06:00:00.000Z'),
        hit('c', '2026-01-01T07:00:00.000Z'),
      ),
    ]);
    const result = await matchEvents(api, noLists, query({ size: 2 }), 0);
    expect(result).toMatchObject({ partial: true, coveredTo: '2026-01-01T06:00:00.000Z', reason: expect.any(String) });
    expect(result.matches).toHaveLength(2);
    expect(calls).toHaveLength(1);
  });

  it('keeps what was found when the time is over', async () => {
    const never = ({ signal }: ElasticsearchCall) =>
      new Promise<Answer>((_, reject) => {
        signal?.addEventListener('abort', () => reject(new StackError('cancelled', 'stopped')));
      });
    const { api } = elasticsearch([events(hit('a', '2026-01-01T05:00:00.000Z')), never]);
    const result = await matchEvents(api, noLists, query({ timeoutMs: 50 }), 0);
    expect(result).toMatchObject({ partial: true, coveredTo: '2026-01-02T00:00:00.000Z' });
    expect(result.matches).toHaveLength(1);
  });

  it.each([
    ['a time limit of Elasticsearch', { timed_out: true }],
    ['failed shards', { shard_failures: [{}] }],
    ['a partial answer', { is_partial: true }],
  ])('is labelled partial after %s', async (_what, members) => {
    const answer = { status: 200, body: { hits: { events: [hit('a', '2026-01-01T05:00:00.000Z')] }, ...members } };
    const { api } = elasticsearch([answer]);
    expect(await matchEvents(api, noLists, query(), 0)).toMatchObject({
      partial: true,
      coveredTo: '2026-01-01T00:00:00.000Z',
      reason: expect.any(String),
    });
  });
});

describe('answers of EQL', () => {
  it('skip the stand-in for an event that must be missing', async () => {
    const missing = { _index: '', _id: '', _source: {}, missing: true };
    const sequence = [hit('a', '2026-01-01T05:00:00.000Z'), missing, hit('b', '2026-01-01T05:01:00.000Z')];
    const { api } = elasticsearch([{ status: 200, body: { hits: { sequences: [{ events: sequence }] } } }]);
    const { matches } = await matchEvents(api, noLists, query(), 0);
    expect(matches[0]).toMatchObject({ eventIds: ['a', 'b'], at: '2026-01-01T05:01:00.000Z' });
  });

  it.each([
    refused(404, 'index_not_found_exception', 'no such index [logs-*]'),
    refused(404, 'verification_exception', 'Found 1 problem\nline -1:-1: Unknown index [logs-*]'),
    refused(400, 'verification_exception', 'Found 1 problem\nline -1:-1: Unknown index [logs-*]'),
  ])('without an index are empty: %o', async (answer) => {
    const { api } = elasticsearch([answer]);
    expect(await matchEvents(api, noLists, query(), 0)).toMatchObject({ matches: [], partial: false });
  });

  it('that refuse the query say why', async () => {
    const { api } = elasticsearch([
      refused(400, 'verification_exception', 'Found 1 problem\nline 1:15: Unknown column [procss.name]'),
    ]);
    await expect(matchEvents(api, noLists, query(), 0)).rejects.toMatchObject({
      code: 'rejected',
      message: expect.stringContaining('Unknown column [procss.name]'),
    });
  });
});

describe('what narrows a rule', () => {
  it('are its filters and the exceptions that still hold, with their value lists', async () => {
    const { api, calls } = elasticsearch([events()]);
    const exception = (id: string, entries: object[], expire_time?: string) => ({
      item_id: id,
      list_id: 'l',
      namespace_type: 'single' as const,
      type: 'simple' as const,
      name: id,
      description: '',
      entries: entries as never,
      os_types: [],
      tags: [],
      comments: [],
      ...(expire_time ? { expire_time } : {}),
    });
    const operator = 'included';
    const lists = {
      valueLists: async (ids: readonly string[]) =>
        ids.map((id) => ({ id, name: id, type: 'keyword', values: ['h7'], total: 1 })),
    };
    await matchEvents(
      api,
      lists,
      query({
        range: { from: '2026-01-01T00:00:00.000Z', to: '2026-01-01T01:00:00.000Z' },
        filters: [
          { meta: { negate: true }, query: { term: { 'host.name': 'h1' } } },
          { meta: { disabled: true }, query: { term: { 'host.name': 'h2' } } },
        ],
        exceptions: [
          exception('a', [{ type: 'match', field: 'user.name', operator, value: 'svc' }]),
          exception('b', [{ type: 'list', field: 'host.name', operator, list: { id: 'v', type: 'keyword' } }]),
          exception('c', [{ type: 'match', field: 'user.name', operator, value: 'old' }], '2020-01-01T00:00:00.000Z'),
        ],
      }),
      Date.parse('2026-01-01T00:00:00.000Z'),
    );
    const text = JSON.stringify(calls[0]?.body);
    expect(text).toContain('{"bool":{"must_not":[{"term":{"host.name":"h1"}}]}}');
    expect(text).toContain('"match_phrase":{"user.name":"svc"}');
    expect(text).toContain('"terms":{"host.name":["h7"]}');
    expect(text).not.toContain('h2');
    expect(text).not.toContain('old');
  });
});
