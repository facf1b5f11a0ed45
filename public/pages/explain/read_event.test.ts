import { jsonProblem } from './json_problem';
import { readEvent } from './read_event';

describe('what is wrong with a pasted text', () => {
  it.each([
    ['{"a": 1,\n "b" 2}', 2, 6, 'colon'],
    ['{"a": 1\n "b": 2}', 2, 2, 'comma or "}"'],
    ['{"path": "C:\\temp"}', undefined, undefined, ''],
    ['{"path": "C:\\Windows"}', 1, 13, 'Double every backslash'],
    ['{"a": [1, 2}', 1, 12, 'comma or "]"'],
    ['{"a": }', 1, 7, 'a value'],
    ["{'a': 1}", 1, 2, 'double quotes'],
    ['{"a": "b\n"}', 1, 9, '\\n'],
    ['{"a": "b', 1, 7, 'no closing quote'],
    ['{"a": 1}\n{"a": 2}', 2, 1, 'One event at a time'],
    ['{"a": 1', 1, 8, 'the end of the text'],
    ['', 1, 1, 'a value'],
  ])('%j', (text, line, column, words) => {
    const problem = jsonProblem(text);
    expect([problem?.line, problem?.column]).toEqual([line, column]);
    expect(problem?.message ?? '').toContain(words);
  });

  it('agrees with the JSON reader of the browser about what is JSON', () => {
    const texts = [
      '{}',
      '[]',
      ' {"a":[{"b":null},-1.5e+3,true,"\\u00e9\\n"]} ',
      '01',
      '1.',
      '+1',
      '{"a":1,}',
      '[1,]',
      '"\\x"',
      'nul',
      '{"a":tru}',
      '\u00a0{}',
    ];
    for (const text of texts) {
      let isJson = true;
      try {
        JSON.parse(text);
      } catch {
        isJson = false;
      }
      expect([text, jsonProblem(text) === undefined]).toEqual([text, isJson]);
    }
  });

  it('stops at nesting that no event has', () => {
    expect(jsonProblem('['.repeat(100_000))?.message).toContain('Nested too deeply');
  });
});

describe('an event', () => {
  it('is an object', () => {
    expect(readEvent('{"host": {"name": "a"}}')).toEqual({ event: { host: { name: 'a' } } });
    expect(readEvent('[{"a": 1}]')).toMatchObject({ problem: expect.stringContaining('list') });
    expect(readEvent('3')).toMatchObject({ problem: expect.stringContaining('object') });
  });
});
