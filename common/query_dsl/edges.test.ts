/** Edges of types and time zones, as a live Elasticsearch 8.12.2 answered them. */
import { fieldSchema } from '../allowlist';
import { compileQuery, QueryRefused, type Query } from '.';

const types = {
  at: 'date',
  count: 'long',
  score: 'float',
  message: 'text',
  'file.name': { type: 'keyword', ignoreAbove: 8 },
  'file.path': 'wildcard',
  'file.size': 'long',
};
const mapping = { schema: fieldSchema(types), names: Object.keys(types) };
const now = Date.parse('2024-03-31T22:30:00Z');

function answer(query: Query, source: Record<string, unknown>): boolean | string {
  try {
    return compileQuery(query, { mapping, now })({ _id: '1', _source: source });
  } catch (error) {
    if (!(error instanceof QueryRefused)) throw error;
    return error.code;
  }
}

const day = (text: string, zone?: string): Query => ({
  range: { at: { gte: text, lte: text, ...(zone === undefined ? {} : { time_zone: zone }) } },
});

it.each([
  // 29 February in Berlin ends at 23:00 UTC, in New York at 05:00 UTC of the next day.
  ['2024-02-29', 'UTC', '2024-02-29T23:59:59.999Z', true],
  ['2024-02-29', 'Europe/Berlin', '2024-02-29T22:59:59.999Z', true],
  ['2024-02-29', 'Europe/Berlin', '2024-02-29T23:00:00.000Z', false],
  ['2024-02-29', 'America/New_York', '2024-03-01T04:59:59Z', true],
  ['2024-02-29', '-05:00', '2024-03-01T04:59:59Z', true],
  // The day on which the clocks go forward has 23 hours.
  ['2024-03-31', 'Europe/Berlin', '2024-03-30T23:00:00Z', true],
  ['2024-03-31', 'Europe/Berlin', '2024-03-31T21:59:59Z', true],
  ['2024-03-31', 'Europe/Berlin', '2024-03-31T22:00:00Z', false],
  // `now` is 1 April there already.
  ['now/d', 'Europe/Berlin', '2024-03-31T22:00:00Z', true],
  ['now/d', 'UTC', '2024-03-31T21:00:00Z', true],
  ['2024-03-01||/M', 'Europe/Berlin', '2024-02-29T23:00:00Z', true],
  // A zone in the text stays; only its rounding is in the zone of the query.
  ['2024-02-29T23:59:59.999Z', 'Europe/Berlin', '2024-02-29T23:59:59.999Z', true],
  ['2024-03-01T05:00:00+02:00||/d', '-05:00', '2024-02-29T05:00:00Z', true],
  ['1709164800000', 'UTC', '2024-02-29T00:00:00Z', true],
  ['1709164800000', 'Europe/Berlin', '2024-02-29T00:00:00Z', false],
])('the date %s in %s holds %s: %s', (text, zone, at, expected) => {
  expect(answer(day(text, zone), { at })).toBe(expected);
});

it('refuses a zone that there is not', () => {
  expect(answer(day('2024-02-29', 'Mars/Olympus'), { at: '2024-02-29' })).toBe('bad_date');
});

it.each([
  ['count', '9223372036854775807', false],
  ['count', '9223372036854775808', 'bad_number'],
  ['count', '-9223372036854775808', false],
  ['count', '-9223372036854775809', 'bad_number'],
  ['count', 'NaN', false],
  ['count', '-Infinity', false],
  ['count', '1e400', false],
  ['count', 'seven', 'bad_number'],
  ['score', 'NaN', 'bad_number'],
  ['score', '1e39', 'bad_number'],
  ['score', '1e38', false],
])('%s equal to %s: %s', (field, value, expected) => {
  expect(answer({ match: { [field]: value } }, { count: 7, score: 7 })).toBe(expected);
});

it.each([
  ['count', '9223372036854775808', 'bad_number'],
  ['count', '9223372036854775807.5', true],
  ['score', '1e400', 'bad_number'],
  ['score', '9 ', true],
  ['count', '9 ', 'bad_number'],
])('%s less than %s: %s', (field, value, expected) => {
  expect(answer({ range: { [field]: { lt: value } } }, { count: 7, score: 7 })).toBe(expected);
});

it('a star among words asks whether the text has a value, words in it or not', () => {
  const query: Query = { query_string: { fields: ['message'], query: 'absent *' } };
  expect(answer(query, { message: '' })).toBe(true);
  expect(answer(query, {})).toBe(false);
});

it('a keyword too long to be indexed lies in no range; a wildcard field has no such limit', () => {
  const source = { file: { name: 'a-long-name', path: 'a-long-path' } };
  expect(answer({ range: { 'file.name': { lt: 'z' } } }, source)).toBe(false);
  expect(answer({ range: { 'file.path': { lt: 'z' } } }, source)).toBe(true);
});

it('a name pattern that went through literally is expanded over the mapping where Elasticsearch does it', () => {
  const source = { file: { name: 'x', size: 1 } };
  expect(answer({ exists: { field: 'file.*' } }, source)).toBe(true);
  expect(answer({ exists: { field: 'nothing.*' } }, source)).toBe(false);
  expect(answer({ query_string: { fields: ['file.n*'], query: 'x*' } }, source)).toBe(true);
  expect(answer({ query_string: { fields: ['file.*'], query: 'x*' } }, source)).toBe('wildcard_on_type');
  expect(answer({ match: { 'file.*': 'x' } }, source)).toBe(false);
});
