/** Hostile input: an answer or an error, never a hang or a crash. Jest's own time limit is the bound. */
import {
  compile,
  type EqlMatcher,
  EqlError,
  type EventSource,
  explain,
  parse,
  print,
  run,
  search,
} from '../../common/eql';

function outcome(query: string): EqlMatcher | EqlError {
  try {
    return compile(query);
  } catch (error) {
    if (error instanceof EqlError) return error;
    throw error;
  }
}

function matches(query: string, doc: EventSource): boolean {
  const matcher = compile(query);
  if (matcher.kind !== 'event') throw new Error('an event query');
  explain(matcher, doc);
  return matcher.matches(doc);
}

const times = (count: number, text: string) => new Array<string>(count).fill(text);

describe('large queries', () => {
  test('one megabyte of conditions', () => {
    const query = `any where ${times(50_000, 'process.name == "a"').join(' or ')}`;
    expect(query.length).toBeGreaterThan(1_000_000);
    expect(matches(query, { 'process.name': 'a' })).toBe(true);
    expect(parse(print(parse(query))).query.kind).toBe('event');
  });

  test('one megabyte of a string, a comment, blanks, and nothing sensible', () => {
    const long = 'x'.repeat(1_000_000);
    expect(matches(`any where a == "${long}"`, { a: long })).toBe(true);
    expect(matches(`any where true // ${long}`, {})).toBe(true);
    expect(matches(`any where${' '.repeat(1_000_000)}true`, {})).toBe(true);
    for (const rest of [
      `"${long}`,
      `"""${long}`,
      `\`${long}`,
      `/*${long}`,
      '"'.repeat(999_999),
      '\\'.repeat(100_000),
      '/*'.repeat(100_000),
      '💥'.repeat(100_000),
    ]) {
      expect(outcome(`any where ${rest}`)).toBeInstanceOf(EqlError);
    }
  });

  test('lists of ten thousand values, plain and with wildcards', () => {
    const values = times(10_000, '').map((_, at) => `"value ${at}"`);
    expect(matches(`any where a in (${values.join(', ')})`, { a: 'value 9999' })).toBe(true);
    expect(matches(`any where a : (${values.join(', ').replaceAll(' 9', '*9')})`, { a: 'VALUE 9999' })).toBe(true);
    expect(matches(`any where a regex (${values.slice(0, 500).join(', ')})`, { a: 'value 499' })).toBe(true);
  });

  test('a sequence at its limits', () => {
    const query = `sequence ${times(2, '[any where true] with runs=100').join(' ')} [any where true] with runs=56`;
    const hits = times(1_000, '').map((_, at) => ({
      _id: String(at),
      _source: { '@timestamp': 1_700_000_000_000 + at },
    }));
    expect(run(compile(query), hits, { size: 1 }).total).toBe(1_000 - 255);
  });
});

describe('deep nesting', () => {
  test.each([
    ['parentheses', `${'('.repeat(1_000)}true${')'.repeat(1_000)}`],
    ['not', `${'not '.repeat(100_000)}true`],
    ['signs', `1 == ${'- '.repeat(100_000)}1`],
    ['sums', `1 == ${times(100_000, '1').join(' + ')}`],
    ['calls', `${'concat('.repeat(1_000)}"a"${')'.repeat(1_000)} == "a"`],
    ['unclosed parentheses', '('.repeat(1_000_000)],
    ['lists', `${'1 in ('.repeat(1_000)}1${')'.repeat(1_000)}`],
    ['relations', 'child of [a where '.repeat(1_000)],
  ])('%s a thousand deep are refused', (_, condition) => {
    expect(outcome(`any where ${condition}`)).toBeInstanceOf(EqlError);
  });

  test('comments nest without a limit', () => {
    expect(matches(`any where ${'/*'.repeat(10_000)} ${'*/'.repeat(10_000)} true`, {})).toBe(true);
  });

  test('what people write passes', () => {
    const deep = `${'(not '.repeat(150)}a == 1${')'.repeat(150)}`;
    expect(matches(`any where ${deep}`, { a: 1 })).toBe(true);
  });
});

describe('patterns made to explode', () => {
  const long = `${'a'.repeat(30_000)}!`;

  test('wildcards', () => {
    for (const pattern of [
      '*a'.repeat(200),
      `${'a*'.repeat(200)}b`,
      `*${'a'.repeat(10_000)}b*`,
      `*${'?'.repeat(200)}b*`,
      '*'.repeat(100_000),
      `${'*a'.repeat(50)}*`,
    ]) {
      matches(`any where a like "${pattern}"`, { a: long });
      matches(`any where concat(a, "") : "${pattern.slice(0, 400)}"`, { a: long.slice(0, 2_000) });
    }
    expect(matches(`any where a like "${'*a'.repeat(200)}*!"`, { a: long })).toBe(true);
    expect(outcome(`any where a like "*${'?a'.repeat(20_000)}*b*"`)).toBeInstanceOf(EqlError);
  });

  test('regular expressions', () => {
    for (const pattern of [
      '(a+)+b',
      '(a|aa)+b',
      '(.*)*b',
      '((a*)*)*b',
      '(a?){500}a{500}',
      '.*a.{300}',
      '(.*a){20}',
      '~(~(a*b))',
      '(a{1,300}){1,300}b',
      '.*&~(.*b.*)&.*a',
      '(~(ab)){1,20}',
      '<0-999999999>',
    ]) {
      matches(`any where a regex "${pattern}"`, { a: long });
      matches(`any where a regex~ ("${pattern}", "x")`, { a: long });
    }
    expect(matches('any where a regex "(a+)+!"', { a: long })).toBe(true);
    for (const pattern of [
      '(',
      '[',
      '[z-a]',
      'a{',
      '*',
      '\\\\q',
      '<1',
      '(?i)a',
      'a{2,1}{',
      '"',
      `${'('.repeat(10_000)}`,
    ]) {
      outcome(`any where a regex "${pattern.replaceAll('"', '\\"')}"`);
    }
    expect(outcome('any where a regex "[z-a]"')).toBeInstanceOf(EqlError);
    expect(outcome('any where concat(a, "") regex "("')).toBeInstanceOf(EqlError);
    expect(outcome('any where concat(a, "") regex "(?=a)"')).toBeInstanceOf(EqlError);
  });

  test('products of long arrays', () => {
    const a = times(1_000, 'x').map((x, at) => x + at);
    expect(matches('any where concat(a, a, a, a) == "no"', { a })).toBe(false);
    expect(
      run(compile('sequence by a, b, c [any where true] [any where true]'), [
        { _id: '1', _source: { '@timestamp': 1, a, b: a, c: a } },
      ]).total,
    ).toBe(0);
  });
});

describe('odd documents', () => {
  test('ten thousand fields', () => {
    const doc = Object.fromEntries(times(10_000, '').map((_, at) => [`field.${at}`, at]));
    expect(matches('any where `field`.`9999` == 9999', doc)).toBe(true);
  });

  test('names of the prototype are ordinary fields', () => {
    for (const name of [
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      '__proto__.polluted',
      'constructor.name',
      'a.constructor',
      'a.__proto__.b',
    ]) {
      expect(matches(`any where ${name} != null`, { a: {} })).toBe(false);
      expect(
        search({ query: `sequence by ?${name} [any where true] [any where true]` }, [{ _id: '1', _source: {} }]).hits
          .total.value,
      ).toBe(0);
      expect(outcome(`any where ${name.split('.')[0]}(a)`)).toBeInstanceOf(EqlError);
    }
    const own = JSON.parse('{"__proto__": {"polluted": "yes"}, "constructor": "own"}') as EventSource;
    expect(matches('any where __proto__.polluted == "yes" and constructor == "own"', own)).toBe(true);
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
    expect(() => compile('any where constructor == 1', { schema: {} })).toThrow('Unknown column [constructor]');
  });

  test('deep and shared documents', () => {
    let deep: unknown = 'x';
    for (let at = 0; at < 5_000; at++) deep = [deep];
    expect(matches('any where a == "x"', { a: deep })).toBe(true);
    const shared = { b: 'x' };
    expect(matches('any where a.b == "x"', { a: times(1_000, '').map(() => shared) })).toBe(true);
  });

  test('values of every kind under every test', () => {
    const values = [
      null,
      undefined,
      '',
      'x',
      0,
      -0,
      NaN,
      Infinity,
      1e308,
      true,
      {},
      [],
      [[]],
      [null],
      { a: 1 },
      () => 1,
      Symbol('x'),
      10n,
    ];
    const tests = [
      'a == 1',
      'a == "x"',
      'a != null',
      'a : "x*"',
      'a > 1',
      'a > "x"',
      'a in (1, "x")',
      'a regex "x"',
      'length(a) == 1',
      'a + 1 == 2',
      'string(a) == "x"',
      'cidrMatch(a, "10.0.0.0/8")',
      '@timestamp > "2024"',
      'source.ip == "10.0.0.1"',
      'a',
    ];
    for (const value of values) {
      for (const test of tests)
        expect(typeof matches(`any where ${test}`, { a: value, '@timestamp': value, source: { ip: value } })).toBe(
          'boolean',
        );
    }
  });
});
