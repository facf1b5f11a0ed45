// Builds the browser half of the plugin as Kibana loads it: a small classic script that only makes the plugin known,
// and ES modules that it imports when they are used: the application, and what is behind the doors from other apps. The
// standalone shell loads the same files.
import { build } from 'esbuild';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contractsPlugin } from './contracts_plugin.mjs';
import { sharedDepsPlugin, sharedMembersPlugin } from './shared_deps.mjs';

const PLUGIN_ID = 'detectionWorkbench';

/** What the entry, which every page of Kibana loads, takes of the shared libraries. */
const ENTRY_MEMBERS = {
  '@kbn/i18n': ['i18n'],
  react: ['createElement', 'lazy', 'Suspense'],
  'react-dom': ['render', 'unmountComponentAtNode'],
  rxjs: ['from'],
};

/** What both builds share. React 17 and 18 and all browsers that Kibana 8.12 supports. */
const common = {
  bundle: true,
  minify: true,
  platform: 'browser',
  target: ['es2020', 'chrome100', 'firefox100', 'safari15.4'],
  jsx: 'transform',
  define: { 'process.env.NODE_ENV': '"production"' },
  alias: { zod: fileURLToPath(new URL('inert_zod.mjs', import.meta.url)) },
  plugins: [sharedDepsPlugin, contractsPlugin],
  // A member that a stand-in lacks would be a surprise at run time.
  logOverride: { 'import-is-undefined': 'error' },
  logLevel: 'warning',
  metafile: true,
};

/**
 * @param {object} options
 * @param {string} options.root absolute path of the project
 * @param {string} options.outdir where `detectionWorkbench.plugin.js` and the modules go
 * @returns {Promise<{ outputs: import('esbuild').Metafile['outputs'], modules: { first: string[], all: string[] } }>} what
 *   esbuild says about each file; names of the application's modules: those that open its first page, and all
 */
export async function bundlePublic({ root, outdir }) {
  const application = await build({
    ...common,
    absWorkingDir: root,
    entryPoints: {
      application: join(root, 'public/application.tsx'),
      behind: join(root, 'public/extensions/behind.ts'),
    },
    outdir,
    format: 'esm',
    splitting: true,
    entryNames: '[name]-[hash]',
    chunkNames: 'chunk-[hash]',
  });
  const fileOf = (source) => {
    const found = Object.entries(application.metafile.outputs).find(([, { entryPoint }]) => entryPoint === source);
    if (!found) throw new Error(`esbuild made no module of ${source}`);
    return JSON.stringify(basename(found[0]));
  };
  const entry = await build({
    ...common,
    absWorkingDir: root,
    entryPoints: [join(root, 'public/index.ts')],
    outfile: join(outdir, `${PLUGIN_ID}.plugin.js`),
    format: 'iife',
    plugins: [sharedMembersPlugin(ENTRY_MEMBERS), contractsPlugin],
    define: {
      ...common.define,
      __APPLICATION_FILE__: fileOf('public/application.tsx'),
      __BEHIND_FILE__: fileOf('public/extensions/behind.ts'),
    },
  });
  const { outputs } = application.metafile;
  return {
    outputs: { ...outputs, ...entry.metafile.outputs },
    modules: { first: firstPage(outputs), all: Object.keys(outputs).map((file) => basename(file)) },
  };
}

const FIRST_PAGE = ['public/application.tsx', 'public/pages/techniques/index.tsx'];

/** Modules that a browser loads before it can show the first page. */
function firstPage(outputs) {
  const isStatic = ({ kind, external }) => kind === 'import-statement' && !external;
  const needed = new Set();
  const waiting = Object.keys(outputs).filter((file) =>
    FIRST_PAGE.some((entry) => outputs[file].entryPoint?.endsWith(entry)),
  );
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (needed.has(file)) continue;
    needed.add(file);
    waiting.push(...outputs[file].imports.filter(isStatic).map(({ path }) => path));
  }
  return [...needed].map((file) => basename(file));
}
