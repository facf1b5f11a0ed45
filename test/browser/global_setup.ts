/** Builds once, so that no test waits for it, and finds the browser. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export default function setup(): void {
  const browser = process.env.CHROMIUM_PATH ?? CANDIDATES.find((path) => existsSync(path));
  if (browser === undefined)
    throw new Error('No Chromium found: install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.');
  process.env.CHROMIUM_PATH = browser;
  const built = spawnSync(process.execPath, [join(__dirname, '../../scripts/start.mjs'), '--version'], {
    encoding: 'utf8',
  });
  if (built.status !== 0) throw new Error(`The workbench could not be built:\n${built.stdout}\n${built.stderr}`);
}
