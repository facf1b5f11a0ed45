/** The real command: `node scripts/start.mjs`, a process of its own, against a remote stack. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { SECRET, startInstallation, type Installation } from './installation';

const SCRIPT = join(__dirname, '..', '..', 'scripts', 'start.mjs');

// The first start builds the product.
jest.setTimeout(180_000);

let there: Installation;
let child: ChildProcess | undefined;
beforeAll(async () => (there = await startInstallation()));
afterAll(() => there.close());
afterEach(() => void child?.kill('SIGKILL'));

interface Started {
  text(): string;
  ended: Promise<number | null>;
  /** Resolves when the words are printed, rejects when the process ends before. */
  said(words: string): Promise<void>;
}

function begin(args: readonly string[], variables: Readonly<Record<string, string>> = {}): Started {
  const process_ = spawn(process.execPath, [SCRIPT, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...variables },
  });
  child = process_;
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [process_.stdout, process_.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<number | null>((resolve) => process_.once('exit', (code) => resolve(code)));
  return {
    text: () => output,
    ended,
    said: (words) =>
      new Promise((resolve, reject) => {
        listeners.add(() => output.includes(words) && resolve());
        void ended.then((code) => reject(new Error(`It ended with ${code}:\n${output}`)));
      }),
  };
}

it('serves a remote stack with a key from the environment, and stops in good order', async () => {
  const args = there.args.filter((arg, at) => arg !== '--api-key-file' && there.args[at - 1] !== '--api-key-file');
  const started = begin(args, { DETECTION_WORKBENCH_API_KEY: SECRET });
  await started.said('Ctrl-C stops it');
  const [url = ''] = /http:\/\/localhost:\d+\/app\/detectionWorkbench/.exec(started.text()) ?? [];
  const page = await fetch(url);
  expect(page.status).toBe(200);
  expect(await page.text()).not.toContain(SECRET);
  expect(started.text()).toMatch(/ok +Kibana 8\.12\.2 answers/);
  child?.kill('SIGTERM');
  expect(await started.ended).toBe(0);
  expect(started.text()).not.toContain(SECRET);
});

it('ends with a code and words when nobody answers', async () => {
  const started = begin([...there.args, '--kibana-url', 'http://127.0.0.1:9']);
  expect(await started.ended).toBe(3);
  expect(started.text()).toMatch(/FAIL +Kibana cannot be reached: nothing listens at its address/);
  expect(started.text()).not.toMatch(/\n\s+at /);
  expect(started.text()).not.toContain(SECRET);
});
