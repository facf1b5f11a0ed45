// Bundles one TypeScript entry with esbuild and runs it in this Node process: `node scripts/run_ts.mjs FILE [ARGS...]`.
import { build } from 'esbuild';
import { mkdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { kbnAliases } from './kbn_aliases.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [entry, ...args] = process.argv.slice(2);
if (!entry) {
  console.error('usage: node scripts/run_ts.mjs FILE [ARGS...]');
  process.exit(2);
}
const outdir = join(root, 'build', 'run');
mkdirSync(outdir, { recursive: true });
const outfile = join(outdir, `${entry.replace(/[\\/]/g, '_').replace(/\.tsx?$/, '')}.cjs`);
await build({
  entryPoints: [resolve(entry)],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  packages: 'external',
  alias: kbnAliases(root),
  sourcemap: 'inline',
  logLevel: 'warning',
});
process.argv = [process.argv[0], basename(outfile), ...args];
await import(pathToFileURL(outfile).href);
