import { compile as compileKql } from '../../kql';
import { fieldSchema } from '../../allowlist';
import { parse } from '../parse';
import { toQueryDsl } from '.';
import { toKql } from './to_kql';

const dsl = (query: string, schema?: Record<string, string>) => toQueryDsl(parse(query), { schema });

describe('EQL as query DSL', () => {
  it.each([
    ['any where true', { match_all: {} }],
    ['any where host.name == "ws-1"', { term: { 'host.name': { value: 'ws-1' } } }],
    ['any where host.name != null', { exists: { field: 'host.name' } }],
    ['any where host.name : "WS*"', { wildcard: { 'host.name': { value: 'WS*', case_insensitive: true } } }],
    ['any where file.path like "C:\\\\temp\\\\*"', { wildcard: { 'file.path': { value: 'C:\\\\temp\\\\*' } } }],
    ['any where host.name like "*"', { exists: { field: 'host.name' } }],
    ['any where destination.port in (80, 443)', { terms: { 'destination.port': [80, 443] } }],
    ['any where 1024 < destination.port', { range: { 'destination.port': { gt: 1024 } } }],
    ['any where cidrMatch(source.ip, "10.0.0.0/8")', { terms: { 'source.ip': ['10.0.0.0/8'] } }],
    ['any where startsWith~(host.name, "ws")', { prefix: { 'host.name': { value: 'ws', case_insensitive: true } } }],
    ['any where endsWith(host.name, "a*b")', { wildcard: { 'host.name': { value: '*a\\*b' } } }],
    [
      'any where cidrMatch(source.ip, "10.0.0.0/8") == false',
      { bool: { must_not: [{ terms: { 'source.ip': ['10.0.0.0/8'] } }] } },
    ],
  ])('%s', (query, expected) => {
    expect(dsl(query)).toEqual({ query: expected, residual: null, notPushed: [] });
  });

  it('lets everything through where the DSL has no words, also under a not, and says so', () => {
    const { query, residual, notPushed } = dsl('process where not (length(process.name) > 5 or process.pid == 4)');
    expect(query).toEqual({
      bool: {
        filter: [
          { term: { 'event.category': { value: 'process' } } },
          {
            bool: {
              must_not: [
                {
                  bool: {
                    should: [{ match_none: {} }, { term: { 'process.pid': { value: 4 } } }],
                    minimum_should_match: 1,
                  },
                },
              ],
            },
          },
        ],
      },
    });
    expect(residual?.kind).toBe('event');
    expect(notPushed.map(({ text }) => text)).toEqual(['length(process.name) > 5']);
  });

  it('pushes nothing onto a field that no index maps', () => {
    const { query, notPushed } = dsl('any where ?process.pe.name : "a"', { 'process.name': 'keyword' });
    expect(query).toEqual({ match_all: {} });
    expect(notPushed).toHaveLength(1);
  });

  it('keeps whole numbers whole', () => {
    expect(dsl('any where n == 9223372036854775807').query).toEqual({ term: { n: { value: '9223372036854775807' } } });
  });

  it('refuses sequences', () => {
    expect(() => dsl('sequence [any where true] [any where true]')).toThrow('Only event queries');
  });
});

describe('EQL as KQL', () => {
  const types = {
    'event.category': 'keyword',
    'process.name': 'keyword',
    'process.command_line': 'keyword',
    'destination.port': 'long',
    'destination.ip': 'ip',
  };
  const options = {
    view: {
      fields: Object.entries(types).map(([name, type]) => ({
        name,
        type: type === 'long' ? 'number' : type === 'ip' ? 'ip' : 'string',
        esTypes: [type],
      })),
    },
    mapping: { schema: fieldSchema(types), names: Object.keys(types) },
    now: 0,
  };
  const event = (process: object, destination: object) => ({
    _source: { event: { category: ['network'] }, process, destination },
  });

  it.each([
    [
      'network where process.name == "cmd.exe" and destination.port in (80, 443)',
      'event.category: "network" and (process.name: "cmd.exe" and destination.port: (80 or 443))',
    ],
    [
      'any where not cidrMatch(destination.ip, "10.0.0.0/8", "::1/128")',
      'not destination.ip: ("10.0.0.0/8" or "::1/128")',
    ],
    ['any where process.name != null', 'process.name: *'],
    ['any where destination.port >= 1024', 'destination.port >= 1024'],
  ])('%s', (query, expected) => {
    expect(toKql(parse(query))).toEqual({ kql: expected, losses: [] });
  });

  it('finds the same events', () => {
    const query = 'network where process.command_line like "*C:\\\\x and not y (1)*" and not destination.port == 53';
    const matches = compileKql(toKql(parse(query)).kql, options);
    expect(matches(event({ command_line: 'run C:\\x and not y (1) now' }, { port: 80 }))).toBe(true);
    expect(matches(event({ command_line: 'run C:\\x and not y (1) now' }, { port: 53 }))).toBe(false);
    expect(matches(event({ command_line: 'other' }, { port: 80 }))).toBe(false);
  });

  it('lists what KQL cannot say', () => {
    const { kql, losses } = toKql(parse('process where process.name : "cmd.exe" and length(process.name) > 3'));
    expect(kql).toBe('event.category: "process" and process.name: "cmd.exe"');
    expect(losses.map(({ code, text }) => [code, text])).toEqual([
      ['case_sensitive', 'process.name : "cmd.exe"'],
      ['not_expressible', 'length(process.name) > 3'],
    ]);
  });
});
