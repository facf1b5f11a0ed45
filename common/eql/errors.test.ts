/** Refusals: kind, words, line and column as Elasticsearch prints them. */
import { compile, EqlError, type EqlSchema } from '.';

const SCHEMA: EqlSchema = {
  '@timestamp': 'date',
  'event.category': 'keyword',
  s: 'keyword',
  n: 'long',
  'o.p': 'keyword',
  t: 'text',
  nest: 'nested',
  ip: 'ip',
};

function refusal(query: string, schema?: EqlSchema): EqlError {
  try {
    compile(query, { schema });
  } catch (error) {
    if (error instanceof EqlError) return error;
    throw error;
  }
  throw new Error(`accepted: ${query}`);
}

test.each<[string, string, string, number, number]>([
  ['any where s = 1', 'parsing', "mismatched input '=' expecting", 1, 13],
  ['any where\n  s ==', 'parsing', "mismatched input '<EOF>' expecting", 2, 7],
  ['any WHERE true', 'parsing', "missing 'where' at 'WHERE'", 1, 5],
  ['42 where true', 'parsing', "no viable alternative at input '42'", 1, 1],
  ['?x where true', 'parsing', "extraneous input '?' expecting", 1, 1],
  ['any where s == "a\\q"', 'parsing', `token recognition error at: '"a\\q'`, 1, 16],
  ["any where s == 'x'", 'parsing', 'Use double quotes ["] to define string literals', 1, 17],
  ['any where s == "\\u{d800}"', 'parsing', 'Invalid unicode character code, [d800] is a surrogate code', 1, 17],
  ['any where s[0] == 1', 'parsing', 'Array indexes are not supported', 1, 13],
  ['any where child of [any where', 'parsing', 'Process relationships are not supported', 1, 11],
  ['sequence [any where true]', 'parsing', 'A sequence requires a minimum of 2 queries, found [1]', 1, 2],
  [
    'sequence with maxspan=5 [a where true] [b where true]',
    'parsing',
    'No time unit specified, did you mean [s] as in [5s]?',
    1,
    24,
  ],
  [
    'sequence by s [a where true] [b where true] by n',
    'parsing',
    'Inconsistent number of join keys specified; expected [0] but found [1]',
    1,
    46,
  ],
  ['sample by s [a where true] [b where true] | head 1', 'parsing', 'Samples do not support pipes yet', 1, 44],
  ['any where true | haed 1', 'parsing', 'Unrecognized pipe [haed], did you mean [head]?', 1, 19],
  ['any where between(s) == "x"', 'parsing', 'error building [between]: expects three or four arguments', 1, 12],
  ['any where strt(s)', 'verification', 'Unknown function [strt]', 1, 11],
  ['any where lengths(s) == 1', 'verification', 'Unknown function [lengths], did you mean [length]?', 1, 11],
  [
    'any where s == n',
    'planning',
    'Comparisons against fields are not (currently) supported; offender [n] in [==]',
    1,
    16,
  ],
  ['any where s regex "[z-a]"', 'planning', 'invalid range: from (122) cannot be > to (97)', 1, 19],
  ['any where 1e400 > 1', 'parsing', 'Number [1e400] is too large', 1, 11],
])('%s', (query, type, message, line, column) => {
  const error = refusal(query);
  expect(error.message).toContain(message);
  expect(error).toMatchObject({ type, line, column });
});

test.each<[string, string, number]>([
  ['any where o == "x"', 'Cannot use field [o] type [object] only its subfields', 11],
  ['any where op == "x"', 'Unknown column [op], did you mean any of [o.p, ip]?', 11],
  [
    'any where s : 5',
    'second argument of [:] must be [string], found value [5] type [integer]; consider using [==] instead',
    11,
  ],
  ['any where n like "5"', 'argument of [n like "5"] must be [string], found value [n] type [long]', 11],
  ['any where n in (1, "x")', '2nd argument of [n in (1, "x")] must be [long], found value ["x"] type [keyword]', 11],
  ['any where n', 'Condition expression needs to be boolean, found [LONG]', 11],
  ['process where n', 'second argument of [process where n] must be [boolean], found value [n] type [long]', 1],
  ['any where true and n and s', 'second argument of [true and n] must be [boolean], found value [n] type [long]', 11],
  [
    'any where t == "x"',
    '[t == "x"] cannot operate on first argument field of data type [text]: No keyword/multi-field defined exact matches for [t]; define one or use MATCH/QUERY instead',
    11,
  ],
  [
    'sequence [a where true] by s [b where true] by n',
    'Sequence key [n] type [long] is incompatible with key [s] type [keyword]',
    48,
  ],
])('with a schema: %s', (query, message, column) => {
  expect(refusal(query, SCHEMA)).toMatchObject({ type: 'verification', message, line: 1, column });
});

test('several problems are reported together', () => {
  const { reason } = refusal('any where xxxx == 1 and yyyy == 2', SCHEMA);
  expect(reason).toBe('Found 2 problems\nline 1:11: Unknown column [xxxx]\nline 1:25: Unknown column [yyyy]');
});

test('people get the line with a caret', () => {
  expect(refusal('any where true\n  and and').excerpt).toBe('  and and\n      ^');
});
