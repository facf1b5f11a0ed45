import { type EqlHit, search } from '.';

const HITS: readonly EqlHit[] = ['A', 'B', 'A', 'B'].map((tag, at) => ({
  _id: String(at + 1),
  _index: 'logs-1',
  _source: {
    '@timestamp': `2024-03-01T10:00:0${at}Z`,
    event: { category: 'process' },
    tag,
    host: { id: at < 2 ? 'x' : 'y' },
  },
}));

const ids = (query: string, filter?: unknown) =>
  search({ query, filter, size: 50 }, HITS).hits.events?.map(({ _id }) => _id);

test('the body for events', () => {
  expect(search({ query: 'process where tag == "A"', size: 1 }, HITS)).toEqual({
    is_partial: false,
    is_running: false,
    took: 0,
    timed_out: false,
    hits: { total: { value: 1, relation: 'eq' }, events: [{ _index: 'logs-1', _id: '3', _source: HITS[2]!._source }] },
  });
});

test('the body for sequences: keys only when the query has some, placeholders for missing events', () => {
  const keyed = search({ query: 'sequence by host.id [any where tag == "A"] [any where tag == "B"]' }, HITS);
  expect(keyed.hits.sequences?.map(({ join_keys, events }) => [join_keys, events.map(({ _id }) => _id)])).toEqual([
    [['x'], ['1', '2']],
    [['y'], ['3', '4']],
  ]);
  const [absent] = search({ query: 'sequence with maxspan=1s [any where tag == "B"] ![any where tag == "C"]' }, HITS)
    .hits.sequences!;
  expect(absent).toEqual({
    events: [
      { _index: 'logs-1', _id: '2', _source: HITS[1]!._source },
      { _index: '', _id: '', missing: true },
    ],
  });
});

test('options are those of the API', () => {
  const body = search(
    {
      query: 'B where true',
      event_category_field: 'tag',
      timestamp_field: '@timestamp',
      tiebreaker_field: 'tag',
      result_position: 'head',
      size: 1,
      fetch_size: 100,
    },
    HITS,
  );
  expect(body.hits.events?.map(({ _id }) => _id)).toEqual(['2']);
});

test.each<[unknown, string[]]>([
  [{ match_all: {} }, ['1', '2', '3', '4']],
  [{ term: { tag: 'A' } }, ['1', '3']],
  [{ term: { tag: { value: 'a', case_insensitive: true } } }, ['1', '3']],
  [{ terms: { 'host.id': ['y', 'z'] } }, ['3', '4']],
  [{ range: { '@timestamp': { gte: '2024-03-01T10:00:01Z', lt: '2024-03-01T10:00:03Z' } } }, ['2', '3']],
  [{ exists: { field: 'nope' } }, []],
  [{ prefix: { tag: 'B' } }, ['2', '4']],
  [{ ids: { values: ['4'] } }, ['4']],
  [{ bool: { filter: [{ term: { tag: 'A' } }], must_not: { term: { 'host.id': 'x' } } } }, ['3']],
  [{ bool: { should: [{ term: { tag: 'A' } }, { ids: { values: ['2'] } }] } }, ['1', '2', '3']],
])('filter %j', (filter, wanted) => {
  expect(ids('any where true', filter)).toEqual(wanted);
});

test('a filter that is not understood is refused, not ignored', () => {
  expect(() => ids('any where true', { script: { source: '1' } })).toThrow('unknown query [script]');
  expect(() => ids('any where true', { geo_shape: { a: { b: 1 } } })).toThrow('unknown query [geo_shape]');
  expect(() => ids('any where true', 'tag:A')).toThrow('query malformed');
});
