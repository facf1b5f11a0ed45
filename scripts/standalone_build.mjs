// Keeps one build of the standalone product per state of the sources: the second start builds nothing.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';

const SOURCES = ['common', 'public', 'server', 'standalone', 'scripts', 'package-lock.json', 'tsconfig.json'];
const IS_SOURCE = /\.(tsx?|mjs|cjs|js|json|css|svg|peggy)$/;
const IS_TEST = /\.test\.tsx?$/;

/** Digest of all that goes into a build, names and contents. */
export function sourceHash(root) {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    const path = join(root, source);
    if (!existsSync(path)) continue;
    const names = statSync(path).isDirectory() ? readdirSync(path, { recursive: true, encoding: 'utf8' }).sort() : [''];
    for (const name of names) {
      if (name && (!IS_SOURCE.test(name) || IS_TEST.test(name))) continue;
      hash
        .update(`${source}/${name.split(sep).join('/')}\0`)
        .update(readFileSync(join(path, name)))
        .update('\0');
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * Builds when the sources changed.
 *
 * @param {string} root absolute path of the project
 * @param {(message: string) => void} say for the one line that explains the wait
 * @returns {Promise<string>} folder with `main.cjs` and `bundles/`
 */
export async function standaloneBuild(root, say) {
  await import('./build_grammars.mjs');
  const version = sourceHash(root);
  const home = join(root, 'build', 'standalone');
  const outdir = join(home, version);
  if (existsSync(outdir)) return outdir;
  say('Building the workbench, once per version ...');
  // The bundler is loaded only by the start that needs it.
  const { bundleStandalone } = await import('./bundle_standalone.mjs');
  // Made aside and moved into place: an interrupted build is never taken for a whole one.
  const unfinished = join(home, `unfinished-${process.pid}`);
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  try {
    await bundleStandalone({ root, outdir: unfinished, version });
    for (const old of readdirSync(home)) {
      if (old !== version && !old.startsWith('unfinished-')) rmSync(join(home, old), { recursive: true, force: true });
    }
    if (existsSync(outdir)) rmSync(unfinished, { recursive: true });
    else renameSync(unfinished, outdir);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error;
  }
  return outdir;
}
