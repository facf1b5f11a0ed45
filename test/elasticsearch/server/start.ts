/**
 * A real Elasticsearch 8.12.2 for tests, from Maven Central alone: it has indexing, `_bulk`, `_search`, aggregations,
 * `_field_caps` and point in time; it lacks x-pack (no `_eql/search`, no `wildcard` and `constant_keyword` fields, no security).
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const HERE = __dirname;
const CACHE = join(HERE, '..', '..', '..', 'build', 'elasticsearch');
const START_TIMEOUT_MS = 120_000;

export interface Elasticsearch {
  url: string;
  request<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T>;
  stop(): Promise<void>;
}

/** Why the tests cannot run here, or undefined when they can. */
export const missingTool = (): string | undefined => {
  for (const tool of ['java', 'javac', 'mvn']) {
    const found = spawnSync(tool, [tool === 'mvn' ? '-v' : '-version'], { stdio: 'ignore' });
    if (found.error || found.status !== 0) return `${tool} is not installed`;
  }
  return undefined;
};

const run = (command: string, args: string[]): void => {
  const result = spawnSync(command, args, { encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`${command} ${args[0]} failed:\n${result.stdout}\n${result.stderr}`);
};

/** Downloads the jars and compiles the launcher once; later runs find them under build/. */
const prepareCache = (): void => {
  if (existsSync(join(CACHE, 'ready'))) return;
  const lib = join(CACHE, 'lib');
  const netty = join(CACHE, 'modules', 'transport-netty4');
  rmSync(CACHE, { recursive: true, force: true });
  mkdirSync(netty, { recursive: true });
  run('mvn', ['-q', '-B', '-f', join(HERE, 'pom.xml'), 'dependency:copy-dependencies', `-DoutputDirectory=${lib}`]);
  // The jar check refuses a class that is both in the library and in a module.
  for (const jar of readdirSync(lib)) {
    if (jar.startsWith('netty-') || jar.startsWith('transport-netty4')) renameSync(join(lib, jar), join(netty, jar));
  }
  writeFileSync(
    join(netty, 'plugin-descriptor.properties'),
    [
      'name=transport-netty4',
      'description=HTTP and transport layer',
      'version=8.12.2',
      'elasticsearch.version=8.12.2',
      'java.version=17',
      'classname=org.elasticsearch.transport.netty4.Netty4Plugin',
      '',
    ].join('\n'),
  );
  mkdirSync(join(CACHE, 'config'), { recursive: true });
  mkdirSync(join(CACHE, 'plugins'), { recursive: true });
  writeFileSync(
    join(CACHE, 'config', 'log4j2.properties'),
    [
      'status = error',
      'appender.console.type = Console',
      'appender.console.name = console',
      'appender.console.layout.type = PatternLayout',
      'appender.console.layout.pattern = [%level] %c{1}: %m%n',
      'rootLogger.level = warn',
      'rootLogger.appenderRef.console.ref = console',
      '',
    ].join('\n'),
  );
  run('javac', ['-cp', `${lib}/*`, '-d', join(CACHE, 'classes'), join(HERE, 'Launcher.java')]);
  writeFileSync(join(CACHE, 'ready'), '');
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

/** Starts a fresh, empty node on a free port; `stop` ends it and removes its data. */
export const startElasticsearch = async (): Promise<Elasticsearch> => {
  prepareCache();
  const home = mkdtempSync(join(tmpdir(), 'workbench-es-'));
  for (const part of ['config', 'modules', 'plugins']) cpSync(join(CACHE, part), join(home, part), { recursive: true });
  const port = await freePort();
  const child: ChildProcess = spawn(
    'java',
    [
      '-Xms1g',
      '-Xmx1g',
      '-Djava.awt.headless=true',
      `-Djava.io.tmpdir=${home}`,
      '--module-path',
      join(CACHE, 'lib'),
      '--add-modules=ALL-MODULE-PATH',
      '-cp',
      [join(CACHE, 'classes')].join(delimiter),
      'Launcher',
      home,
      String(port),
    ],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  let log = '';
  child.stdout?.on('data', (chunk: Buffer) => (log = (log + chunk.toString()).slice(-20_000)));
  child.stderr?.on('data', (chunk: Buffer) => (log = (log + chunk.toString()).slice(-20_000)));
  const url = `http://127.0.0.1:${port}`;

  const stop = async (): Promise<void> => {
    if (child.exitCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.stdin?.end();
      const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await ended;
      clearTimeout(timer);
    }
    rmSync(home, { recursive: true, force: true });
  };

  const request = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const raw = typeof body === 'string';
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { 'content-type': raw ? 'application/x-ndjson' : 'application/json' },
      body: body === undefined ? undefined : raw ? body : JSON.stringify(body),
    });
    const answer = (await response.json()) as T & { error?: unknown };
    if (!response.ok) throw Object.assign(new Error(JSON.stringify(answer)), { status: response.status, body: answer });
    return answer;
  };

  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`Elasticsearch ended while starting:\n${log}`);
    try {
      await request('GET', '/_cluster/health?wait_for_status=yellow&timeout=1s');
      break;
    } catch {
      if (Date.now() > deadline) {
        await stop();
        throw new Error(`Elasticsearch did not start in ${START_TIMEOUT_MS / 1000} s:\n${log}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
  return { url, request, stop };
};
