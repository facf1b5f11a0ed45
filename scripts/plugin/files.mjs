// Gathers everything that goes into the plugin's folder, except the manifest.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { bundlePublic } from '../bundle_public.mjs';
import { bundleServer } from '../bundle_server.mjs';
import { paths } from './layout.mjs';
import { thirdPartyNotices } from './notices.mjs';

/**
 * @param {string} root absolute path of the project
 * @returns {Promise<{ files: Map<string, Buffer>, modules: { first: string[], all: string[] } }>} content by path in the
 *   plugin's folder; the modules of the browser application: those that open its first page, and all of them
 */
export async function pluginFiles(root) {
  const workdir = mkdtempSync(join(tmpdir(), 'plugin-build-'));
  try {
    const [server, browser] = await Promise.all([
      bundleServer({ root, outfile: join(workdir, paths.server) }),
      bundlePublic({ root, outdir: join(workdir, paths.public) }),
    ]);
    const files = new Map([
      ...readTree(workdir),
      ...[...readTree(join(root, 'packs'))].map(([name, content]) => [`${paths.packs}/${name}`, content]),
      ...translations(root),
      [paths.license, readFileSync(join(root, 'LICENSE'))],
      [paths.notices, Buffer.from(thirdPartyNotices(root, [server.outputs, browser.outputs]))],
    ]);
    for (const [name, content] of [...files]) {
      if (name.startsWith(`${paths.public}/`)) files.set(`${name}.br`, brotli(content));
    }
    return { files, modules: browser.modules };
  } finally {
    rmSync(workdir, { recursive: true, force: true });
  }
}

/** Kibana serves the compressed twin of a script to browsers that take it. */
function brotli(content) {
  return brotliCompressSync(content, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });
}

/** `.i18nrc.json` with the files that it names: Kibana merges those of the configured locale. */
function translations(root) {
  const text = readFileSync(join(root, paths.i18n));
  const named = JSON.parse(text.toString('utf8')).translations;
  return [[paths.i18n, text], ...named.map((name) => [name, readFileSync(join(root, name))])];
}

/** @returns {Map<string, Buffer>} content by path below a folder, with forward slashes */
export function readTree(folder) {
  if (!existsSync(folder)) return new Map();
  return new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((name) => [name.split(sep).join('/'), readFileSync(join(folder, name))]),
  );
}
