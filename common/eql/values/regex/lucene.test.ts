import fc from 'fast-check';
import { luceneRegex, luceneRegexProblem } from './lucene';

const matches = (pattern: string, text: string, fold = false) => luceneRegex([pattern], fold)(text);

test.each<[string, string[], string[]]>([
  ['a.c', ['abc', 'a\nc', 'a😀c'], ['ac', 'abbc', 'xabc']],
  ['(ab|c)+', ['ab', 'abcab', 'c'], ['', 'a', 'abx']],
  ['a{2,3}', ['aa', 'aaa'], ['a', 'aaaa']],
  ['a{2,}', ['aa', 'aaaaa'], ['a']],
  ['[a-c^]x', ['ax', '^x'], ['dx']],
  ['[^a-c]', ['d', '-'], ['a', '']],
  ['[-a]', ['-', 'a'], ['b']],
  ['\\d+\\.\\w', ['12.a', '1._'], ['1.', 'a.a']],
  ['"a.c"', ['a.c'], ['abc']],
  ['^a$', ['^a$'], ['a']],
  ['a@', ['a', 'abc'], ['ba']],
  ['#|a', ['a'], ['', '#']],
  ['~(ab)', ['a', '', 'abc'], ['ab']],
  ['~(.*b.*)c', ['ac', 'c'], ['bc', 'a']],
  ['a.*&.*b', ['ab', 'axb'], ['a', 'b']],
  ['<1-12>', ['1', '12', '7', '007'], ['0', '13', '120']],
  ['<01-12>', ['01', '12', '07'], ['1', '13', '007']],
  ['<99-101>', ['99', '100', '101', '0100'], ['98', '102']],
  ['()a', ['a'], ['']],
  ['.*?a', ['a', 'bba'], ['ab']],
])('%s', (pattern, yes, no) => {
  expect(yes.filter((text) => !matches(pattern, text))).toEqual([]);
  expect(no.filter((text) => matches(pattern, text))).toEqual([]);
});

test('folding changes single letters, not ranges, and ASCII only', () => {
  expect(matches('cmd', 'CMD', true)).toBe(true);
  expect(matches('[cmd]+', 'CmD', true)).toBe(true);
  expect(matches('[a-z]+', 'CMD', true)).toBe(false);
  expect(matches('é', 'É', true)).toBe(false);
});

test.each<[string, string]>([
  ['[z-a]', 'invalid range: from (122) cannot be > to (97)'],
  ['[c-]', 'invalid range: from (99) cannot be > to (93)'],
  ['(a', "expected ')' at position 2"],
  ['a)', 'end-of-string expected at position 1'],
  ['a{x}', 'integer expected at position 2'],
  ['"a', "expected '\"' at position 2"],
  ['<1', "expected '>' at position 1"],
  ['\\n', 'invalid character class \\n'],
  ['a|', 'unexpected end-of-string'],
])('%s is refused', (pattern, message) => {
  expect(luceneRegexProblem(pattern)).toBe(message);
});

test('agrees with JavaScript where both mean the same', () => {
  const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
    pattern: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', 'ab'),
      fc
        .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{2}', '{1,2}', '{2,}'))
        .map(([inner, times]) => `(${inner})${times}`),
      fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(${a}|${b})`),
      fc.tuple(tie('pattern'), tie('pattern')).map((parts) => parts.join('')),
    ),
  }));
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
  fc.assert(
    fc.property(pattern, text, (one, value) => {
      fc.pre(one.length < 60);
      expect(matches(one, value)).toBe(new RegExp(`^(?:${one})$`, 's').test(value));
      expect(matches(`~(${one})`, value)).toBe(!matches(one, value));
      expect(matches(`(${one})&(a.*)`, value)).toBe(matches(one, value) && value.startsWith('a'));
    }),
    { numRuns: 1500 },
  );
});
