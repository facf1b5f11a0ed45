// kibana.json, which Kibana reads, from kibana.jsonc, which people write. An installed plugin may hold only the former:
// a kibana.jsonc would satisfy the installer's search, and Kibana would then ignore the plugin without a word.
import { createHash } from 'node:crypto';
import ts from 'typescript';

/**
 * @param {string} text of kibana.jsonc
 * @returns {object} the fields of the manifest, without its versions
 * @throws Error that names the place when it is not JSON with comments
 */
export function readSourceManifest(text) {
  const { config, error } = ts.parseConfigFileTextToJson('kibana.jsonc', text);
  if (error) {
    const line = text.slice(0, error.start).split('\n').length;
    throw new Error(`kibana.jsonc, line ${line}: ${ts.flattenDiagnosticMessageText(error.messageText, '\n')}`);
  }
  return config;
}

/**
 * @param {object} source what `readSourceManifest` returned
 * @param {{ version: string, kibanaVersion: string }} versions
 * @returns {string} text of kibana.json
 */
export function kibanaManifest({ id, ...source }, { version, kibanaVersion }) {
  return `${JSON.stringify({ id, version, kibanaVersion, ...source }, null, 2)}\n`;
}

/**
 * Browsers keep a plugin's files for a year under the URL of this version, so it changes with any of them. The letter
 * keeps a digest of digits alone from being an invalid version.
 *
 * @param {string} packageVersion
 * @param {ReadonlyMap<string, Buffer>} files of the plugin, without its manifest
 */
export function contentVersion(packageVersion, files) {
  const hash = createHash('sha256');
  for (const name of [...files.keys()].sort())
    hash.update(`${name}\0${files.get(name).length}\0`).update(files.get(name));
  return `${packageVersion}-h${hash.digest('hex').slice(0, 12)}`;
}
