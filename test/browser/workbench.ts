/** A running workbench for one test file: the host as `npm start` runs it, with everything in memory. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';

const START_TIMEOUT_MS = 60_000;

export interface Workbench {
  /** `http://127.0.0.1:PORT` */
  url: string;
  stop(): Promise<void>;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

/** @param args further options of `npm start`, e.g. `['--role', 'viewer']` */
export const startWorkbench = async (args: readonly string[] = []): Promise<Workbench> => {
  const port = await freePort();
  const script = join(__dirname, '../../scripts/start.mjs');
  const where = args.includes('--data') ? [] : ['--memory'];
  const child: ChildProcess = spawn(process.execPath, [script, ...where, '--port', String(port), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const url = `http://127.0.0.1:${port}`;
  const started = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`The workbench did not start in ${START_TIMEOUT_MS / 1000} s:\n${output}`)),
      START_TIMEOUT_MS,
    );
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      if (!output.includes('Ctrl-C stops it')) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`The workbench ended with code ${code}:\n${output}`));
    });
  });
  await started;
  return {
    url,
    stop: async () => {
      if (child.exitCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(timer);
    },
  };
};
