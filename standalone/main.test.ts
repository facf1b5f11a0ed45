import { createServer } from 'node:net';
import { join } from 'node:path';
import { main } from './main';

const root = join(__dirname, '..');
const environment = { root, bundlesDir: join(root, 'build', 'none'), workingDir: root, variables: {} };

let out: string;
let errors: string;
beforeEach(() => {
  out = '';
  errors = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((out += String(text))));
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((errors += String(text))));
});
afterEach(() => jest.restoreAllMocks());

it('shows help and ends', async () => {
  expect(await main(['--help'], environment)).toBe(0);
  expect(out).toContain('Usage: npm start');
});

it('explains a mistake on the command line', async () => {
  expect(await main(['--port', 'x'], environment)).toBe(2);
  expect(errors).toContain('--port needs a number');
});

it('says where the page is, serves it, and stops cleanly on Ctrl-C', async () => {
  const listeners = process.listenerCount('SIGINT');
  const finished = main(['--port', '0', '--memory', '--empty', '--role', 'viewer'], environment);
  while (!out.includes('Ctrl-C')) await new Promise((resolve) => setTimeout(resolve, 10));
  const url = /http:\S+/.exec(out)?.[0] ?? '';
  expect((await fetch(url)).status).toBe(200);
  expect(out).toContain('role  viewer');
  process.emit('SIGINT');
  expect(await finished).toBe(0);
  await expect(fetch(url)).rejects.toThrow();
  expect(process.listenerCount('SIGINT')).toBe(listeners);
});

it('offers the next free port when the wanted one is taken', async () => {
  const blocker = createServer();
  const port = await new Promise<number>((resolve) => {
    blocker.listen(0, '127.0.0.1', () => resolve((blocker.address() as { port: number }).port));
  });
  try {
    expect(await main(['--port', String(port), '--memory', '--empty'], environment)).toBe(1);
    expect(errors).toMatch(new RegExp(`Port ${port} is in use\\. Port \\d+ is free: npm start -- --port \\d+`));
  } finally {
    blocker.close();
  }
});

it('knows addresses that are not of this machine', async () => {
  expect(await main(['--port', '0', '--host', '192.0.2.1', '--memory', '--empty'], environment)).toBe(1);
  expect(errors).toContain('192.0.2.1 is not an address of this machine');
});

it.each([
  [['--events', 'no_such_file.ndjson', '--memory'], 'no_such_file.ndjson: there is no such file or folder'],
  [['--data', 'package.json'], 'package.json: this is not a folder'],
])('says in words what is wrong with the files of %j', async (args, message) => {
  expect(await main([...args, '--port', '0'], environment)).toBe(1);
  expect(errors).toContain(message);
});
