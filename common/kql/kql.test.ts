import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fieldSchema } from '../allowlist';
import { kqlSuite } from '../../test/conformance/kql';
import type { CaseOutcome } from '../../test/conformance/suite';
import { compile, KqlSyntaxError, lint, parse, suggest, toQueryDsl, type KqlView } from '.';

const view: KqlView = {
  fields: [
    { name: '@timestamp', type: 'date', esTypes: ['date'] },
    { name: 'destination.ip', type: 'ip', esTypes: ['ip'] },
    { name: 'destination.port', type: 'number', esTypes: ['long'] },
    { name: 'process.executable', type: 'string', esTypes: ['keyword'] },
    { name: 'process.name', type: 'string', esTypes: ['keyword'] },
  ],
};
const types = {
  '@timestamp': 'date',
  'destination.ip': 'ip',
  'destination.port': 'long',
  'process.executable': 'keyword',
  'process.name': 'keyword',
};
const mapping = { schema: fieldSchema(types), names: Object.keys(types) };
const now = Date.parse('2026-11-25T00:00:00Z');
const event = {
  _id: 'e1',
  _source: {
    '@timestamp': '2026-11-23T10:00:00Z',
    destination: { ip: '203.0.113.90', port: 8088 },
    process: { name: 'curl.exe', executable: 'C:\\temp\\new\\curl.exe' },
  },
};
const finds = (query: string): boolean => compile(query, { view, mapping, now })(event);

const anyOf = (...should: object[]): object => ({ bool: { should, minimum_should_match: 1 } });

const problemOf = (query: string): unknown => {
  try {
    return parse(query);
  } catch (error) {
    return error;
  }
};

describe('KQL', () => {
  it.each([
    ['process.name: curl.exe', true],
    ['process.name: CURL.exe', false],
    ['process.name: c*.exe and not destination.port: (80 or 443)', true],
    ['destination.ip: 203.0.113.0/24 and destination.port > 1024', true],
    ['process.executable: C\\:\\\\temp\\\\*', true],
    ['"process.name": "c*"', false],
    ['@timestamp: 2026-11-23', true],
    ['@timestamp >= now-1d', false],
    ['curl.exe', true],
    ['', true],
  ])('%s -> %s', (query, expected) => {
    expect(finds(query)).toBe(expected);
  });

  it('says where a query breaks, in the words of Kibana', () => {
    expect(() => parse('process.name: (curl.exe')).toThrow(KqlSyntaxError);
    try {
      parse('process.name: (curl.exe');
    } catch (error) {
      expect(error).toMatchObject({
        shortMessage: 'Expected ")", AND, OR, whitespace but end of input found.',
        position: 23,
      });
    }
  });

  it('stays fast and safe on deep and long queries', () => {
    const deep = `${'('.repeat(400)}process.name: curl.exe${')'.repeat(400)}`;
    expect(finds(deep)).toBe(true);
    expect(() => parse('('.repeat(100_000))).toThrow('nested parentheses');
    const long = Array.from({ length: 20_000 }, (_, index) => `process.name: tool-${index}.exe`).join(' or ');
    expect(finds(long)).toBe(false);
    expect(toQueryDsl(parse(long))).toHaveProperty('bool.should.length', 20_000);
    expect(finds(`process.name: curl.exe${' \u00a0\t\n'.repeat(50_000)}`)).toBe(true);
    expect(finds(`process.name: a${' '.repeat(200_000)}b`)).toBe(false);
  });

  it.each([
    ['null: curl.exe', { multi_match: { type: 'best_fields', query: 'curl.exe', lenient: true } }],
    ['"null": curl.exe', { bool: { should: [{ match: { null: 'curl.exe' } }], minimum_should_match: 1 } }],
    ['**: *', { match_all: {} }],
    ['dest*: *', anyOf({ exists: { field: 'destination.ip' } }, { exists: { field: 'destination.port' } })],
    ['*: { *: x }', { nested: { path: '*', query: anyOf({ match: { '*.*': 'x' } }), score_mode: 'none' } }],
    ['notepad.exe', { multi_match: { type: 'best_fields', query: 'notepad.exe', lenient: true } }],
    ['process.name: a \\OR b', anyOf({ term: { 'process.name': { value: 'a OR b' } } })],
    ['process.name:\u00a0\\u0063url.exe\u3000', anyOf({ term: { 'process.name': { value: 'curl.exe' } } })],
  ])('%s becomes what Kibana asks', (query, dsl) => {
    expect(toQueryDsl(parse(query), view)).toEqual(dsl);
  });

  it.each([
    ['cannot connect', 'Expected ":", "<", "<=", ">", ">=", AND, OR, end of input, whitespace but "n" found.', 3],
    ['process.name: cannot x', 'Expected AND, OR, end of input, whitespace but "n" found.', 17],
    ['process.name: (a not b)', 'Expected ")", AND, OR, whitespace but "n" found.', 17],
    ['a and  ', 'Expected "(", NOT, field name, value but end of input found.', 7],
  ])('%s is refused where Kibana refuses it', (query, message, position) => {
    expect(problemOf(query)).toMatchObject({ shortMessage: message, position });
  });

  it('treats names of the prototype as ordinary fields', () => {
    expect(finds('__proto__: x or constructor: *')).toBe(false);
  });

  it('answers as the live stack for every recorded case', async () => {
    const directory = join(__dirname, '../../../shared/data/kql');
    if (!existsSync(directory)) {
      console.warn('Skipped: the recorded KQL cases (../shared/data/kql) are not here.');
      return;
    }
    const outcomes: CaseOutcome[] = [];
    for await (const outcome of kqlSuite.run(directory)) outcomes.push(outcome);
    expect(outcomes.filter(({ failure }) => failure !== undefined)).toEqual([]);
    expect(outcomes.length).toBeGreaterThanOrEqual(744);
  });
});

describe('KQL lint', () => {
  const codes = (query: string): string[] => lint(query, { view, mapping, now }).map(({ code }) => code);

  it.each([
    ['process.executable: "C:\\temp\\new\\curl.exe"', 'single_backslash_in_quotes'],
    ['process.name: cmd.exe and', 'keyword_as_value'],
    ['process.name = curl.exe', 'operator_as_text'],
    ['@timestamp: 2026-11', 'date_means_one_day'],
    ['process.name: "c*"', 'wildcard_in_quotes'],
    ['process.name: c?rl.exe', 'question_mark_is_literal'],
    ['process.name: /c.rl/', 'regex_not_supported'],
    ['proces.name: curl.exe', 'unknown_field'],
    ['threats: { name: x } and proces.name: curl.exe', 'unknown_field'],
    ['destination.port: http', 'search_refused'],
    ['destination.ip: 10.0.0.*', 'search_refused'],
    ['process.name:', 'syntax_error'],
  ])('%s is reported as %s', (query, code) => {
    expect(codes(query)).toContain(code);
  });

  it('takes names inside a nested group as relative to it', () => {
    expect(lint('threats: { name: x }', { view, now }).map(({ code }) => code)).toEqual([]);
  });

  it('finds nothing in a sound query', () => {
    expect(
      codes('process.name: curl.exe and destination.port >= 1024 and process.executable: "C:\\\\temp\\\\x"'),
    ).toEqual([]);
  });

  it('proposes the path that was meant', () => {
    const [first] = lint('process.executable: "C:\\temp\\new\\curl.exe"', { view, mapping, now });
    const fixed = `process.executable: ${first?.suggestion}`;
    expect(finds(fixed)).toBe(true);
  });
});

describe('KQL suggestions', () => {
  const at = (query: string) => suggest(query, query.length, view);

  it('offers fields by what is typed of their name', () => {
    expect(at('proc').map((it) => (it.kind === 'field' ? it.text : it.kind))).toEqual([
      'process.executable',
      'process.name',
    ]);
  });

  it('offers operators that the type of the field allows', () => {
    const texts = (query: string) => at(query).flatMap((it) => (it.kind === 'operator' ? [it.label] : []));
    expect(texts('process.name')).toEqual(['equals', 'exists']);
    expect(texts('destination.port')).toContain('greater');
  });

  it('asks for values of the field once its operator is there', () => {
    expect(at('process.name: cu')).toEqual([
      { kind: 'value', field: 'process.name', prefix: 'cu', quoted: false, replaces: { start: 14, end: 16 } },
    ]);
  });

  it('offers to join conditions after a finished one', () => {
    for (const query of ['process.name: curl.exe ', 'process.name: "curl.exe" ', '(a: b) ', 'a: (b or c) ']) {
      expect(at(query).map((it) => (it.kind === 'conjunction' ? it.text : ''))).toEqual(['and ', 'or ']);
    }
    expect(at('process.name: "curl.exe" and proc').map((it) => it.kind)).toEqual(['field', 'field']);
  });
});
