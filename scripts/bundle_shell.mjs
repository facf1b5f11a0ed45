// Builds the page around the plugin for the standalone host: React, EUI and the other shared libraries in one classic
// script, a tiny script for the head, styles with fonts. Everything the page needs is in these files.
import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { kbnAliases } from './kbn_aliases.mjs';

const TARGET = ['es2020', 'chrome112', 'firefox117', 'safari16.5'];

/**
 * @param {object} options
 * @param {string} options.root absolute path of the project
 * @param {string} options.bundlesDir folder that the host serves as `/bundles`
 * @returns {Promise<{ boot: string, shell: string, styles: string[], icon: string }>} file names below `bundlesDir`
 */
export async function bundleShell({ root, bundlesDir }) {
  const shell = join(root, 'standalone/shell');
  const result = await build({
    absWorkingDir: root,
    entryPoints: {
      boot: join(shell, 'boot.ts'),
      shell: join(shell, 'index.tsx'),
      styles: join(shell, 'styles.css'),
      charts: 'charts.css',
      icon: join(shell, 'icon.svg'),
    },
    outdir: join(bundlesDir, 'shell'),
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: TARGET,
    mainFields: ['module', 'main'],
    jsx: 'transform',
    loader: { '.woff2': 'file', '.svg': 'copy' },
    define: { 'process.env.NODE_ENV': '"production"' },
    alias: {
      ...kbnAliases(root),
      // The same code with shared helpers instead of a copy in each file: a third smaller.
      '@elastic/eui': '@elastic/eui/optimize/es/index.js',
    },
    plugins: [chartStyles(root)],
    logLevel: 'warning',
    metafile: true,
  });
  const outputs = Object.keys(result.metafile.outputs).map((file) =>
    relative(bundlesDir, join(root, file)).split(sep).join('/'),
  );
  const named = (name, extension) => {
    const file = outputs.find((output) => output.startsWith(`shell/${name}-`) && output.endsWith(extension));
    if (!file) throw new Error(`esbuild made no ${name}${extension}`);
    return file;
  };
  return {
    boot: named('boot', '.js'),
    shell: named('shell', '.js'),
    styles: [named('styles', '.css'), named('charts', '.css')],
    icon: named('icon', '.svg'),
  };
}

/** The charts' two style sheets as one that follows the theme of the page. */
function chartStyles(root) {
  return {
    name: 'chart-styles',
    setup(pluginBuild) {
      const dist = join(root, 'node_modules/@elastic/charts/dist');
      pluginBuild.onResolve({ filter: /^charts\.css$/ }, ({ path }) => ({ path, namespace: 'charts' }));
      pluginBuild.onLoad({ filter: /.*/, namespace: 'charts' }, () => ({
        contents: `${readFileSync(join(dist, 'theme_only_light.css'), 'utf8')}\nhtml[data-theme='dark'] { ${readFileSync(join(dist, 'theme_only_dark.css'), 'utf8')} }`,
        loader: 'css',
      }));
    },
  };
}
