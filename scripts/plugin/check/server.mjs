// Loads the server half the way Kibana does: below `plugins/`, with Kibana's packages above it, in the oldest Node.
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { PLUGIN_ID } from '../layout.mjs';

const PROBE = fileURLToPath(new URL('server/probe.cjs', import.meta.url));
const TIMEOUT_MS = 60_000;

/**
 * A folder like Kibana's, with the only package that a plugin may take from it.
 *
 * @returns {Promise<string>} absolute path of the installed plugin
 */
export async function installPlugin({ root, unpacked, home }) {
  const folder = join(home, 'plugins', PLUGIN_ID);
  mkdirSync(join(home, 'plugins'), { recursive: true });
  cpSync(unpacked, folder, { recursive: true });
  await build({
    entryPoints: [join(root, 'standalone/host/kbn/config_schema.ts')],
    outfile: join(home, 'node_modules/@kbn/config-schema/index.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node18.18',
  });
  return folder;
}

/**
 * @param {string} node absolute path of the Node program to use
 * @param {string} folder of the installed plugin
 * @param {'8.12' | '9.4'} line whose core it meets
 * @returns {Promise<{ problems: string[], summary: string }>}
 */
export async function runServer(node, folder, line) {
  try {
    const { stdout } = await promisify(execFile)(node, [PROBE, folder, line], { timeout: TIMEOUT_MS });
    return JSON.parse(stdout.trim().split('\n').at(-1));
  } catch (error) {
    const reason = error.killed
      ? `does not end within ${TIMEOUT_MS / 1000} s of its stop`
      : (error.stderr ?? error.message);
    return { problems: [`the server half ${reason}`], summary: '' };
  }
}
