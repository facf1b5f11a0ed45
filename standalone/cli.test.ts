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

describe('a remote stack', () => {
  const remote = ['--kibana-url', 'https://kibana.example/base/', '--elasticsearch-url', 'https://es.example:9200'];

  it('needs two addresses; the rest has defaults', () => {
    expect(run(...remote).remote).toEqual({
      kibanaUrl: 'https://kibana.example/base',
      elasticsearchUrl: 'https://es.example:9200',
      space: 'default',
      apiKeyFile: undefined,
      caFile: undefined,
      dataDir: defaultDataDir,
    });
    expect(run().remote).toBeUndefined();
  });

  it('takes space, key file, authority and folder', () => {
    const more = ['--space', 'blue', '--api-key-file', 'key.txt', '--ca=ca.pem', '--data', 'd', '--host', '::1'];
    expect(run(...remote, ...more).remote).toMatchObject({
      space: 'blue',
      apiKeyFile: join(workingDir, 'key.txt'),
      caFile: join(workingDir, 'ca.pem'),
      dataDir: join(workingDir, 'd'),
    });
  });

  it.each([
    [['--kibana-url', 'https://k.example'], '--kibana-url needs --elasticsearch-url too'],
    [['--elasticsearch-url', 'https://e.example'], '--elasticsearch-url needs --kibana-url'],
    [['--api-key-file', 'key.txt'], '--api-key-file needs --kibana-url'],
    [['--space', 'blue'], '--space needs --kibana-url'],
    [['--ca', 'ca.pem'], '--ca needs --kibana-url'],
    [['--kibana-url', 'k.example'], '--kibana-url needs an address that begins with https:// or http://'],
    [['--kibana-url', 'ftp://k.example'], '--kibana-url needs an address'],
    [['--kibana-url', 'https://k.example/s/blue'], 'must end before /app and /s'],
    [['--kibana-url', 'https://k.example/app/home#/'], 'must end before "?" and "#"'],
    [[...remote, '--space', 'Blue Team'], 'needs the id of a space'],
    [[...remote, '--host', '0.0.0.0'], 'act with your API key, so it is for this machine only'],
    [[...remote, '--host', '127.0.0.1.example'], 'exclude each other'],
    [[...remote, '--memory'], '--memory and --kibana-url exclude each other'],
    [[...remote, '--empty'], '--empty and --kibana-url exclude each other'],
    [[...remote, '--events', 'a.ndjson'], '--events and --kibana-url exclude each other'],
  ])('explains the mistake in %j', (args, message) => {
    expect(parse(...args)).toEqual({ mistake: expect.stringContaining(message) });
  });

  it.each([
    ['--api-key', 'c2VjcmV0'],
    ['--api-key=c2VjcmV0', ''],
    ['--kibana-url', 'https://elastic:c2VjcmV0@k.example'],
    ['--kibana-url', 'https://k.example/?apiKey=c2VjcmV0'],
  ])('never takes or repeats a secret from %s', (option, value) => {
    const result = parse(...[option, value].filter(Boolean));
    expect(result).toEqual({ mistake: expect.stringContaining('--') });
    expect(JSON.stringify(result)).not.toContain('c2VjcmV0');
  });

  it('is explained by the help, with its exit codes', () => {
    const help = parse('--help');
    for (const words of ['--kibana-url', '--elasticsearch-url', '--api-key-file', '--space', '--ca', 'Exit codes']) {
      expect(help).toEqual({ show: expect.stringContaining(words) });
    }
    expect(help).toEqual({ show: expect.stringContaining('DETECTION_WORKBENCH_API_KEY') });
  });
});
