/** Patterns, addresses and dates, as Elasticsearch reads them. */
import fc from 'fast-check';
import { parseDateText } from './dates';
import { inRange, isDocumentationAddress, parseCidr, parseDashRange, parseIp, rangeAsNetworks } from './ip';
import { escapeWildcard, hasUnescapedBackslash, wildcardPattern } from './wildcard';

/** The textbook meaning, one character at a time. */
function naive(pattern: string[], text: string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return text.length === 0;
  if (first === '*') return naive(rest, text) || (text.length > 0 && naive(pattern, text.slice(1)));
  if (first === '\\' && rest.length > 0) return text[0] === rest[0] && naive(rest.slice(1), text.slice(1));
  return text.length > 0 && (first === '?' || first === text[0]) && naive(rest, text.slice(1));
}

describe('wildcard patterns', () => {
  it('mean what they mean in Lucene', () => {
    const part = fc.constantFrom('a', 'b', '*', '?', '\\', '😀');
    const letters = fc.array(fc.constantFrom('a', 'b', '*', '?', '\\', '😀'), { maxLength: 8 });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 7 }), letters, (pattern, text) => {
        expect(wildcardPattern(pattern.join('')).matches(text.join(''))).toBe(naive(pattern, text));
      }),
      { numRuns: 3_000 },
    );
  });

  it('match exactly a text that was escaped', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, other) => {
        const pattern = wildcardPattern(escapeWildcard(text));
        expect(pattern.matches(text)).toBe(true);
        expect(pattern.matches(other)).toBe(other === text);
        expect(hasUnescapedBackslash(escapeWildcard(text))).toBe(false);
      }),
    );
  });

  it('take linear time for many stars', () => {
    expect(wildcardPattern('*a'.repeat(500)).matches(`${'a'.repeat(5_000)}b`)).toBe(false);
  });
});

describe('addresses', () => {
  it.each([
    ['198.51.100.7', true],
    ['::ffff:198.51.100.7', true],
    ['2001:db8::1', true],
    ['2001:0db8:0:0:0:0:0:1', true],
    ['198.51.100.07', false],
    ['198.51.100', false],
    ['198.51.100.256', false],
    ['1:2:3:4:5:6:7:8:9', false],
    [' 198.51.100.7', false],
    ['host', false],
  ])('%s is an address: %s', (text, expected) => {
    expect(parseIp(text) !== undefined).toBe(expected);
  });

  it('an IPv4 address is its mapped IPv6 address', () => {
    expect(parseIp('198.51.100.7')).toBe(parseIp('::ffff:198.51.100.7'));
    expect(parseIp('2001:db8::1')).toBe(parseIp('2001:0db8:0:0:0:0:0:1'));
  });

  it('tells documentation addresses, networks inside them, and others', () => {
    expect(['203.0.113.7', '198.51.100.0/25', '2001:db8::/48'].map(isDocumentationAddress)).toEqual([true, true, true]);
    expect(['203.0.0.0/8', '8.8.8.8', 'x'].map(isDocumentationAddress)).toEqual([false, false, false]);
  });

  it('a range becomes networks that are exactly the range', () => {
    expect(rangeAsNetworks(parseDashRange('198.51.100.20-198.51.100.30') as never)).toEqual([
      '198.51.100.20/30',
      '198.51.100.24/30',
      '198.51.100.28/31',
      '198.51.100.30',
    ]);
    const octet = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(octet, octet, octet, (a, b, probe) => {
        const range = parseDashRange(`10.0.0.${Math.min(a, b)}-10.0.0.${Math.max(a, b)}`);
        if (range === undefined) throw new Error('not a range');
        const networks = (rangeAsNetworks(range) ?? []).map(
          (text) => parseCidr(text) ?? parseDashRange(`${text}-${text}`),
        );
        const address = parseIp(`10.0.0.${probe}`) as bigint;
        expect(networks.some((network) => network !== undefined && inRange(address, network))).toBe(
          inRange(address, range),
        );
      }),
    );
  });
});

describe('dates', () => {
  const now = Date.parse('2026-11-23T10:30:00.000Z');
  const iso = (text: string): string[] | undefined => {
    const found = parseDateText(text, now);
    return found === undefined ? undefined : [found.first, found.last].map((at) => new Date(at).toISOString());
  };

  it.each([
    ['2026-11-23T10:30:00.123Z', '2026-11-23T10:30:00.123Z', '2026-11-23T10:30:00.123Z'],
    ['2026-11-23', '2026-11-23T00:00:00.000Z', '2026-11-23T23:59:59.999Z'],
    ['2026-11', '2026-11-01T00:00:00.000Z', '2026-11-01T23:59:59.999Z'],
    ['2026', '2026-01-01T00:00:00.000Z', '2026-01-01T23:59:59.999Z'],
    ['2026-11-23T10:30:00+02:00', '2026-11-23T08:30:00.000Z', '2026-11-23T08:30:00.999Z'],
    ['1700000000000', '2023-11-14T22:13:20.000Z', '2023-11-14T22:13:20.000Z'],
    ['now', '2026-11-23T10:30:00.000Z', '2026-11-23T10:30:00.000Z'],
    ['now-1d/d', '2026-11-22T00:00:00.000Z', '2026-11-22T23:59:59.999Z'],
    ['2026-01-31||+1M', '2026-02-28T00:00:00.000Z', '2026-02-28T23:59:59.999Z'],
  ])('%s is from %s to %s', (text, first, last) => {
    expect(iso(text)).toEqual([first, last]);
  });

  it.each(['yesterday', '2026-13-01', '2026-02-30', '2026-11-23T25:00', 'now+1x', '23.11.2026'])(
    '%s is none',
    (text) => {
      expect(iso(text)).toBeUndefined();
    },
  );
});
