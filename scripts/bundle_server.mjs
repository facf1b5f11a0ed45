// Builds the server half of the plugin for Kibana: one CommonJS file for the oldest Node that a supported Kibana ships
// (18.18 in 8.12.2). Only `@kbn/config-schema` comes from Kibana, because it recognises its own schemas by identity.
import { build } from 'esbuild';
import { join } from 'node:path';

/**
 * @param {object} options
 * @param {string} options.root absolute path of the project
 * @param {string} options.outfile absolute path of the `server/index.js` to write
 * @returns {Promise<{ outputs: import('esbuild').Metafile['outputs'] }>} what esbuild says about the file
 */
export async function bundleServer({ root, outfile }) {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [join(root, 'server/index.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node18.18',
    external: ['@kbn/config-schema'],
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
  });
  return { outputs: metafile.outputs };
}
