// Evaluates the browser half in a DOM, in a process of its own: the probe turns that process into a page.
import { execFile } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { kbnAliases } from '../../kbn_aliases.mjs';
import { paths } from '../layout.mjs';

const PROBE = fileURLToPath(new URL('browser_probe.mjs', import.meta.url));
const TIMEOUT_MS = 120_000;

/**
 * @param {object} options
 * @param {string} options.root absolute path of the project
 * @param {string} options.folder of the installed plugin
 * @param {'8.12' | '9.4'} options.line whose core it meets
 * @param {string} options.workdir for files that the probe needs
 * @returns {Promise<{ problems: string[], summary: string }>}
 */
export async function runBrowser({ root, folder, line, workdir }) {
  const page = join(workdir, 'page.cjs');
  const publicFolder = join(workdir, 'public');
  await bundlePage(root, page);
  cpSync(join(folder, paths.public), publicFolder, { recursive: true });
  // A browser takes a script for a module when it is imported; Node goes by this file.
  writeFileSync(join(publicFolder, 'package.json'), '{ "type": "module" }');
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', PROBE, page, publicFolder, line], {
      timeout: TIMEOUT_MS,
    });
    return JSON.parse(stdout.trim().split('\n').at(-1));
  } catch (error) {
    return { problems: [error.stderr || error.message], summary: '' };
  }
}

/** The page of the browser tests with the libraries of the project itself. */
function bundlePage(root, outfile) {
  return build({
    absWorkingDir: root,
    entryPoints: [join(root, 'test/shells/page/start.ts')],
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'browser',
    mainFields: ['module', 'main'],
    jsx: 'transform',
    define: { 'process.env.NODE_ENV': '"production"' },
    alias: { ...kbnAliases(root), '@elastic/eui': '@elastic/eui/optimize/es/index.js' },
    logLevel: 'warning',
  });
}
