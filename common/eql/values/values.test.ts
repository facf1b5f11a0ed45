/** The values below the language: wildcards, addresses, dates, numbers, versions, fields. */
import fc from 'fast-check';
import { networkSet, parseAddress, parseNetwork } from './addresses';
import { fieldReader, scalars } from './fields';
import { parseInstant, parseInstantLiteral } from './instants';
import { doubleText, numberFunction, parseNumber } from './numbers';
import { compareCodePoints, equalsIgnoreCase, foldAscii } from './text';
import { Version } from './versions';
import { wildcardSet } from './wildcards';

describe('wildcards', () => {
  /** By definition: every way to place the stars. */
  function byDefinition(pattern: readonly string[], text: readonly string[]): boolean {
    const [first, ...rest] = pattern;
    if (first === undefined) return text.length === 0;
    if (first === '*') return byDefinition(rest, text) || (text.length > 0 && byDefinition(pattern, text.slice(1)));
    return text.length > 0 && (first === '?' || first === text[0]) && byDefinition(rest, text.slice(1));
  }

  test('a list matches what one of its patterns matches', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '*', '?', '😀'), maxLength: 6 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '😀'), maxLength: 6 });
    fc.assert(
      fc.property(fc.array(pattern, { minLength: 1, maxLength: 4 }), text, fc.boolean(), (patterns, value, folds) => {
        const fold = (one: string) => Array.from(folds ? one.toLowerCase() : one);
        const wanted = patterns.some((one) => one !== '' && byDefinition(fold(one), fold(value)));
        expect(wildcardSet(patterns, folds).test(value)).toBe(wanted);
      }),
      { numRuns: 3000 },
    );
  });

  test('long parts are found as short ones are', () => {
    const part = 'ab'.repeat(100);
    const { test: matches } = wildcardSet([`*${part}c*d`], false);
    expect(matches(`${part}ab${part}c-d`)).toBe(true);
    expect(matches(`${part}${part}d`)).toBe(false);
  });
});

test('folding is ASCII only; Java folds per character', () => {
  expect(foldAscii('CMD.É\u212a')).toBe('cmd.É\u212a');
  expect(equalsIgnoreCase('É', 'é')).toBe(true);
  expect(equalsIgnoreCase('İ', 'i')).toBe(true);
  expect(equalsIgnoreCase('ß', 'ss')).toBe(false);
  expect(compareCodePoints('\uffff', '😀')).toBeLessThan(0);
});

describe('addresses', () => {
  test.each([
    ['10.0.0.1', '10.0.0.1'],
    ['::ffff:10.0.0.9', '10.0.0.9'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['fe80::', 'fe80::'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
  ])('%s is %s', (text, shown) => {
    expect(String(parseAddress(text))).toBe(shown);
  });

  test.each([
    '',
    '1.2.3',
    '1.2.3.4.5',
    '01.2.3.4',
    '256.1.1.1',
    ':::',
    '1::2::3',
    '12345::',
    '1:2:3:4:5:6:7',
    '::1.2.3',
    'x',
  ])('%j is none', (text) => {
    expect(parseAddress(text)).toBeNull();
  });

  test('networks hold their addresses and nothing else', () => {
    const octet = fc.nat(255);
    fc.assert(
      fc.property(octet, octet, octet, octet, fc.nat(32), octet, octet, (a, b, c, d, bits, e, f) => {
        const inside = networkSet([parseNetwork(`${a}.${b}.${c}.${d}/${bits}`)!]);
        const other = [a, b, e, f];
        const number = (parts: number[]) => BigInt(parts.reduce((sum, part) => sum * 256 + part, 0));
        const same = number([a, b, c, d]) >> BigInt(32 - bits) === number(other) >> BigInt(32 - bits);
        expect(inside(other.join('.'))).toBe(same);
        expect(inside(`::ffff:${other.join('.')}`)).toBe(same);
      }),
    );
  });

  test('IPv6 blocks, and IPv4 as part of IPv6', () => {
    const inside = networkSet(['fe80::/10', '2001:db8::/33', '::1'].map((block) => parseNetwork(block)!));
    expect(['fe80::1', 'febf::', '2001:db8:7fff::', '::1'].every(inside)).toBe(true);
    expect(['fec0::', '2001:db8:8000::', '::2', '10.0.0.1', 'nonsense'].some(inside)).toBe(false);
    expect(networkSet([parseNetwork('::/0')!])('10.0.0.1')).toBe(true);
    expect(networkSet([parseNetwork('0.0.0.0/0')!])('fe80::1')).toBe(false);
    expect(['10.0.0.0/33', '::ffff:10.0.0.0/104', '10.0.0.0/', 'fe80::/129'].map(parseNetwork)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});

describe('dates', () => {
  test.each<[string | number, string | null]>([
    ['2024-03-01T13:30:00+01:00', '2024-03-01T12:30Z'],
    ['2024-03-01T10:00:07.5Z', '2024-03-01T10:00:07.500Z'],
    ['2024-03-01T10:00:00.123456789Z', '2024-03-01T10:00:00.123456789Z'],
    ['2024', '2024-01-01T00:00Z'],
    [1709251200000, '2024-03-01T00:00Z'],
    ['1709251200000', '2024-03-01T00:00Z'],
    ['2024-02-30', null],
    ['2024-13-01', null],
    ['2024-03-01 10:00:00', null],
    ['tomorrow', null],
    [NaN, null],
    [1e300, null],
  ])('%j is %s', (value, shown) => {
    expect(parseInstant(value)?.toString() ?? null).toBe(shown);
  });

  test.each<[string, string, string]>([
    ['2024-03-01', '2024-03-01T00:00:00.000Z', '2024-03-01T23:59:59.999999999Z'],
    ['2024-03', '2024-03-01T00:00:00.000Z', '2024-03-01T23:59:59.999999999Z'],
    ['2024-03-01T12', '2024-03-01T12:00:00.000Z', '2024-03-01T12:59:59.999999999Z'],
    ['2024-01-31||+1M', '2024-02-29T00:00:00.000Z', '2024-02-29T00:00:00.000Z'],
    ['2024-03-15||/M', '2024-03-01T00:00:00.000Z', '2024-03-31T23:59:59.999999999Z'],
    ['2024-03-15||/w', '2024-03-11T00:00:00.000Z', '2024-03-17T23:59:59.999999999Z'],
    ['now-1d/d', '1969-12-31T00:00:00.000Z', '1969-12-31T23:59:59.999999999Z'],
  ])('%s reaches from %s to %s', (text, from, to) => {
    const range = parseInstantLiteral(text, 0)!;
    expect([range.from.toISOString(), range.to.toISOString()]).toEqual([from, to]);
  });

  test('broken date math is no date', () => {
    for (const text of ['now+', 'now-1x', 'x||+1d', 'now/', '2024||*2'])
      expect(parseInstantLiteral(text, 0)).toBeNull();
  });
});

test('numbers read and print as in Java', () => {
  expect([7, 0.001, 1e7, 1e-5, 123456789, -0, 1e300].map(doubleText)).toEqual([
    '7.0',
    '0.001',
    '1.0E7',
    '1.0E-5',
    '1.23456789E8',
    '-0.0',
    '1.0E300',
  ]);
  expect(['5', ' 5 ', '1e3', '.5', '5.', '1d', '0x1F', '', 'x'].map(parseNumber)).toEqual([
    5n,
    5,
    1000,
    0.5,
    5,
    1,
    null,
    null,
    null,
  ]);
  expect([
    numberFunction('0x1F', null),
    numberFunction('ff', 16),
    numberFunction('0x1F', 10),
    numberFunction('12', 2),
  ]).toEqual([31n, 255n, null, null]);
});

test('versions order by number, pre-releases before their release, anything else last', () => {
  const ordered = ['1.0.0-alpha', '1.0.0-alpha.1', '1.0.0', '1.2', '1.5.0', '1.11.3', 'latest'].map(
    (text) => new Version(text),
  );
  const shuffled = [...ordered].reverse().sort((a, b) => a.compare(b));
  expect(shuffled.map(String)).toEqual(ordered.map(String));
});

test('a field is found wherever it is, in its own properties only', () => {
  const read = (name: string, doc: object) => scalars(fieldReader(name)(doc as Record<string, unknown>));
  expect(read('a.b', { a: { b: 1 }, 'a.b': [2, [3]] })).toEqual([1, 2, 3]);
  expect(read('a.b.c', { a: [{ b: { c: 1 } }, { 'b.c': 2 }, null, 'x'], 'a.b': { c: 3 } }).sort()).toEqual([1, 2, 3]);
  expect(read('constructor', {})).toEqual([]);
  expect(read('a', { a: { b: 1 } })).toEqual([]);
});
