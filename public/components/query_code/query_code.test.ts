import { diffQueries } from './diff';
import { linesOf, tokenize } from './tokens';

const changed = (before: string, after: string) =>
  diffQueries(before, after)
    .filter(({ change, kind }) => change !== 'same' && kind !== 'space')
    .map(({ change, text }) => `${change === 'added' ? '+' : '-'}${text}`);

describe('tokenize', () => {
  it('loses nothing, whatever the text', () => {
    for (const text of [
      'process where a : "x\\"y" // c\n  and b == 1',
      '"""raw "q" """',
      '"open',
      '/* open',
      '\u0000 ``',
      '',
    ]) {
      expect(
        tokenize(text)
          .map((token) => token.text)
          .join(''),
      ).toBe(text);
    }
  });

  it('tells keywords, functions, fields and values apart', () => {
    expect(
      tokenize('any where cidrMatch(a.b, "x") and c > 5m')
        .map(({ kind }) => kind)
        .filter((kind) => kind !== 'space'),
    ).toEqual([
      'keyword',
      'keyword',
      'function',
      'operator',
      'field',
      'operator',
      'string',
      'operator',
      'keyword',
      'field',
      'operator',
      'number',
    ]);
  });

  it('cuts tokens over several lines at the line breaks', () => {
    expect(linesOf(tokenize('a /* b\nc */ d')).map((line) => line.map(({ text }) => text).join(''))).toEqual([
      'a /* b',
      'c */ d',
    ]);
  });
});

describe('diffQueries', () => {
  it('shows one more port as one more port', () => {
    expect(changed('p in (80, 443) and x', 'p in (80, 8080, 443) and x')).toEqual(['+8080', '+,']);
  });

  it('shows a replaced value as removed and added', () => {
    expect(changed('p > 1024', 'p > 1999')).toEqual(['-1024', '+1999']);
  });

  it('finds nothing between equal queries', () => {
    expect(changed('a == 1', 'a == 1')).toEqual([]);
  });
});
