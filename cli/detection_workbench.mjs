#!/usr/bin/env node
// The bin of the package: bundles the TypeScript of the command line and runs it in this process.
import { build } from 'esbuild';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const outfile = join(root, 'build', 'cli', 'main.cjs');
await build({
  entryPoints: [join(root, 'cli', 'main.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  packages: 'external',
  absWorkingDir: root,
  logLevel: 'warning',
});
const { main } = createRequire(import.meta.url)(outfile);
process.exitCode = await main(process.argv.slice(2), {
  // npm runs scripts in the project's folder; paths on the command line are meant from where the user is.
  workingDir: process.env.INIT_CWD ?? process.cwd(),
  bundledPacks: join(root, 'packs'),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  now: Date.now(),
});
