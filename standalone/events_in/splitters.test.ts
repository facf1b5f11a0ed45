import fc from 'fast-check';
import { ArraySplitter } from './array_splitter';
import { LineSplitter } from './line_splitter';
import type { RecordItem, RecordSplitter } from './record_splitter';

/** What a splitter makes of bytes that arrive in chunks of the given sizes. */
function split(splitter: RecordSplitter, text: string, sizes: readonly number[] = []): string[] {
  const bytes = Buffer.from(text);
  const items: RecordItem[] = [];
  let at = 0;
  for (const size of sizes) {
    items.push(...splitter.push(bytes.subarray(at, at + size)));
    at += size;
  }
  items.push(...splitter.push(bytes.subarray(at)), ...splitter.end());
  return items.map((item) => `${item.line}:${'bytes' in item ? item.bytes.toString() : item.rejected}`);
}

describe('LineSplitter', () => {
  it('numbers lines, skips blank ones and takes a last line without a newline', () => {
    expect(split(new LineSplitter(100), '{"a":1}\r\n\n  \n{"b":2}')).toEqual(['1:{"a":1}', '4:{"b":2}']);
  });

  it('rejects a line over the limit, wherever chunks break it, and goes on behind it', () => {
    const text = `ok\n${'x'.repeat(30)}\nfine\n`;
    for (const sizes of [[], [5, 5, 5], [10, 30]]) {
      expect(split(new LineSplitter(20), text, sizes)).toEqual(['1:ok', '2:record_too_long', '3:fine']);
    }
  });

  it('takes a line that is exactly as long as the limit', () => {
    expect(split(new LineSplitter(4), 'abcd\nabcde\n', [2, 2])).toEqual(['1:abcd', '2:record_too_long']);
  });

  it('gives the same records however the bytes are cut', () => {
    const text = '{"name":"Zoë"}\n\n[1,2]\n"x"\n';
    const whole = split(new LineSplitter(100), text);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 8 }), (sizes) => {
        expect(split(new LineSplitter(100), text, sizes)).toEqual(whole);
      }),
    );
  });
});

describe('ArraySplitter', () => {
  const text = ' [\n {"a": "]},[", "b": [1, {"c": "\\"\\\\"}]} ,\n{"d": 2}\n, 3 , "x" ]\n';

  it('gives each element with the line it starts on; brackets and quotes in strings do not count', () => {
    expect(split(new ArraySplitter(100), text)).toEqual([
      '2:{"a": "]},[", "b": [1, {"c": "\\"\\\\"}]}',
      '3:{"d": 2}',
      '4:3',
      '4:"x"',
    ]);
  });

  it('gives the same elements however the bytes are cut', () => {
    const whole = split(new ArraySplitter(100), text);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 8 }), (sizes) => {
        expect(split(new ArraySplitter(100), text, sizes)).toEqual(whole);
      }),
    );
  });

  it('rejects an element over the limit and goes on behind it', () => {
    expect(split(new ArraySplitter(10), `[{"a":1},{"b":"${'x'.repeat(50)}"},{"c":3}]`, [12, 12])).toEqual([
      '1:{"a":1}',
      '1:record_too_long',
      '1:{"c":3}',
    ]);
  });

  it('reports a file that ends inside the array and text behind it', () => {
    expect(split(new ArraySplitter(100), '[{"a":1},\n{"b":')).toEqual(['1:{"a":1}', '2:truncated']);
    expect(split(new ArraySplitter(100), '[{"a":1}')).toEqual(['1:truncated']);
    expect(split(new ArraySplitter(100), '[]\n{"a":1}{"b":2}')).toEqual(['2:unexpected_text']);
  });
});
