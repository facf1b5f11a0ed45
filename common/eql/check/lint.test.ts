import { check, parse } from '..';
import type { FieldProfile } from './lint';

function advice(query: string, profile?: FieldProfile): [string, string][] {
  const tree = parse(query);
  return check(tree, undefined, { profile }).map(({ level, code, range }) => {
    expect(level).toBe('lint');
    return [code, query.slice(range.start, range.end)];
  });
}

test.each<[string, [string, string][]]>([
  ['any where user.name == "a" and true', [['clause_never_decides', 'true']]],
  ['any where user.name == "a" or 1 == 2', [['clause_never_decides', '1 == 2']]],
  ['any where user.name == "a" and user.name == "a"', [['clause_never_decides', 'user.name == "a"']]],
  ['any where user.name == "a" and user.name : "b*"', [['contradictory_values', 'user.name : "b*"']]],
  ['any where user.name : ("a", "b*") and user.name == "bob"', []],
  ['any where process.args == "a" and process.args == "b"', []],
  ['any where user.name in ("a", "b", "a")', [['duplicate_value', '"a"']]],
  ['any where user.name : ("a*", "Abc")', [['duplicate_value', '"Abc"']]],
  ['process where process.name == "cmd.exe"', [['case_sensitive_windows_name', 'process.name == "cmd.exe"']]],
  ['process where process.name : "cmd.exe"', []],
  ['process where process.name == "bash"', []],
  ['any where cidrMatch(source.ip, "203.0.113.0/24")', []],
])('%s', (query, wanted) => {
  expect(advice(query)).toEqual(wanted);
});

test('a list of internal networks names what it leaves out', () => {
  const query =
    'any where cidrMatch(source.ip, "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "169.254.0.0/16", "100.64.0.0/10", "::1", "fe80::/10"';
  const [problem] = check(parse(`${query})`));
  expect(problem).toMatchObject({
    code: 'network_list_incomplete',
    message: 'The list of internal networks leaves out fc00::/7 (IPv6 unique local)',
  });
  expect(check(parse(`${query}, "fc00::/7")`))).toEqual([]);
});

test('a value that a data source never writes', () => {
  const profile = {
    'event.action': { values: ['start', 'end'], complete: true },
    'user.name': { values: ['a'], complete: false },
  };
  expect(advice('any where event.action : ("st*", "halted") and user.name == "b"', profile)).toEqual([
    ['value_never_seen', '"halted"'],
  ]);
});

test('errors come alone: advice waits until the query is right', () => {
  const [first, ...rest] = check(parse('any where foo() and true'));
  expect(first).toMatchObject({ level: 'error', code: 'unknown_function', type: 'verification', line: 1, column: 11 });
  expect(rest).toEqual([]);
});
