import { join, resolve } from 'node:path';
import { parseCli, type CliOptions } from './cli';

const workingDir = resolve('somewhere');
const defaultDataDir = resolve('project', 'data');
const parse = (...args: string[]) => parseCli(args, { workingDir, defaultDataDir, version: '1.2.3' });
const run = (...args: string[]): CliOptions => {
  const result = parse(...args);
  if (!('run' in result)) throw new Error(JSON.stringify(result));
  return result.run;
};

it('needs no options', () => {
  expect(run()).toEqual({
    port: 5601,
    host: '127.0.0.1',
    basePath: '',
    dataDir: defaultDataDir,
    empty: false,
    events: [],
    shiftToNow: false,
    role: 'manager',
  });
});

it('reads every option, with a space or an equals sign', () => {
  expect(
    run('--port=80', '--host', '::1', '--base-path', '/a/b', '--data', 'd', '--empty', '--role=viewer'),
  ).toMatchObject({
    port: 80,
    host: '::1',
    basePath: '/a/b',
    dataDir: join(workingDir, 'd'),
    empty: true,
    role: 'viewer',
  });
});

it('takes any number of event paths up to the next option, and standard input', () => {
  expect(run('--events', 'a.ndjson', '-', '--shift-to-now', '--memory', '--events', 'b c.gz')).toMatchObject({
    events: [join(workingDir, 'a.ndjson'), '-', join(workingDir, 'b c.gz')],
    shiftToNow: true,
    dataDir: undefined,
  });
});

it.each([
  [['--port', '65536'], '--port needs a number'],
  [['--port', '80x'], '--port needs a number'],
  [['--port'], '--port needs a value'],
  [['--host', '--empty'], '--host needs a value'],
  [['--role', 'admin'], 'manager, tuner, triager, viewer'],
  [['--base-path', 'workbench'], '--base-path needs a path'],
  [['--events'], '--events needs at least one path'],
  [['--memory', '--data', 'x'], 'exclude each other'],
  [['--shift-to-now'], 'needs --events'],
  [['--prot', '1'], 'Unknown option --prot'],
  [['file.ndjson'], 'Unexpected "file.ndjson"'],
])('explains the mistake in %j', (args, message) => {
  expect(parse(...args)).toEqual({ mistake: expect.stringContaining(message) });
});

it('shows help that names every option, and the version', () => {
  const help = parse('--port', '1', '--help');
  for (const option of ['port', 'host', 'base-path', 'data', 'memory', 'empty', 'events', 'shift-to-now', 'role']) {
    expect(help).toEqual({ show: expect.stringContaining(`--${option}`) });
  }
  expect(parse('--version')).toEqual({ show: '1.2.3\n' });
});
