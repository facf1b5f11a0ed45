// Builds all that `npm start` runs: the host with the server half of the plugin, the page, and the browser half.
import { build } from 'esbuild';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundlePublic } from './bundle_public.mjs';
import { bundleShell } from './bundle_shell.mjs';
import { kbnAliases } from './kbn_aliases.mjs';

/**
 * @param {object} options
 * @param {string} options.root absolute path of the project
 * @param {string} options.outdir receives `main.cjs` and `bundles/` (standalone/host/host.ts reads its manifest)
 * @param {string} options.version of the build; part of the URLs of the plugin's files, which browsers keep for a year
 */
export async function bundleStandalone({ root, outdir, version }) {
  const bundlesDir = join(outdir, 'bundles');
  mkdirSync(bundlesDir, { recursive: true });
  const [shell] = await Promise.all([
    bundleShell({ root, bundlesDir }),
    bundlePublic({ root, outdir: join(bundlesDir, 'plugin', 'detectionWorkbench', version) }),
    bundleHost({ root, outfile: join(outdir, 'main.cjs') }),
  ]);
  writeFileSync(join(bundlesDir, 'manifest.json'), JSON.stringify({ version, shell }));
}

/**
 * One file with the packages in it, since looking up their hundreds of files takes half of a start; libsql finds its
 * native half beside itself in node_modules. Sources stay out of the map: they lie where it points.
 */
function bundleHost({ root, outfile }) {
  return build({
    absWorkingDir: root,
    entryPoints: [join(root, 'standalone/main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['libsql'],
    alias: kbnAliases(root),
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'warning',
  });
}
