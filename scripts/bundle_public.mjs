// Builds the browser half of the plugin as Kibana loads it: a small classic script that only makes the plugin known,
// and the application as ES modules that it imports when the app is opened. The standalone shell loads the same files.
import { build } from 'esbuild';
import { basename, join } from 'node:path';
import { sharedDepsPlugin } from './shared_deps.mjs';

const PLUGIN_ID = 'detectionWorkbench';

/** What both builds share. React 17 and 18 and all browsers that Kibana 8.12 supports. */
const common = {
  bundle: true,
  minify: true,
  platform: 'browser',
  target: ['es2020', 'chrome100', 'firefox100', 'safari15.4'],
  jsx: 'transform',
  define: { 'process.env.NODE_ENV': '"production"' },
  plugins: [sharedDepsPlugin],
  logLevel: 'warning',
  metafile: true,
};

/**
 * @param {object} options
 * @param {string} options.root absolute path of the project
 * @param {string} options.outdir where `detectionWorkbench.plugin.js` and the modules go
 * @returns {Promise<{ entry: string, application: string, outputs: Record<string, { bytes: number }> }>} file names, sizes by path
 */
export async function bundlePublic({ root, outdir }) {
  const application = await build({
    ...common,
    absWorkingDir: root,
    entryPoints: { application: join(root, 'public/application.tsx') },
    outdir,
    format: 'esm',
    splitting: true,
    entryNames: '[name]-[hash]',
    chunkNames: 'chunk-[hash]',
  });
  const applicationFile = Object.entries(application.metafile.outputs).find(([, output]) =>
    output.entryPoint?.endsWith('public/application.tsx'),
  );
  if (!applicationFile) throw new Error('esbuild made no application module');
  const entry = await build({
    ...common,
    absWorkingDir: root,
    entryPoints: [join(root, 'public/index.ts')],
    outfile: join(outdir, `${PLUGIN_ID}.plugin.js`),
    format: 'iife',
    define: { ...common.define, __APPLICATION_FILE__: JSON.stringify(basename(applicationFile[0])) },
  });
  return {
    entry: `${PLUGIN_ID}.plugin.js`,
    application: basename(applicationFile[0]),
    outputs: { ...application.metafile.outputs, ...entry.metafile.outputs },
  };
}
