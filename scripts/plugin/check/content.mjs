// The files of the plugin, without running any: compressed twins, translations, notices, sizes, the version's digest.
import { parse } from 'node:path';
import { Script } from 'node:vm';
import { brotliDecompressSync } from 'node:zlib';
import { paths } from '../layout.mjs';
import { contentVersion } from '../manifest.mjs';
import { browserSizes, BUDGET, judge } from '../sizes.mjs';

const REQUIRED_FILES = [paths.server, paths.entry, paths.license, paths.notices, paths.i18n];

/**
 * @param {ReadonlyMap<string, Buffer>} files content by path in the plugin's folder
 * @param {{ version: string }} manifest
 * @returns {string[]} what is wrong
 */
export function contentProblems(files, manifest) {
  const missing = REQUIRED_FILES.filter((name) => !files.get(name)?.length);
  if (missing.length > 0) return missing.map((name) => `${name} is missing`);
  return [
    ...compressionProblems(files),
    ...entryProblems(files),
    ...translationProblems(files),
    ...packProblems(files),
    ...sizeProblems(files),
    ...digestProblems(files, manifest),
    ...strayFileProblems(files),
  ];
}

/** A stale twin would win over its file. */
function compressionProblems(files) {
  const problems = [];
  for (const [name, content] of files) {
    if (!name.startsWith(`${paths.public}/`)) continue;
    if (name.endsWith('.br')) {
      const original = files.get(name.slice(0, -'.br'.length));
      if (!original || !brotliDecompressSync(content).equals(original)) problems.push(`${name} is stale`);
    } else if (!files.has(`${name}.br`)) problems.push(`${name} has no compressed twin`);
  }
  return problems;
}

/** Kibana loads the entry as a classic script: neither `import` nor `export` at its top. */
function entryProblems(files) {
  try {
    new Script(files.get(paths.entry).toString('utf8'), { filename: paths.entry });
    return [];
  } catch (error) {
    return [`${paths.entry} is not a classic script: ${error.message}`];
  }
}

/** Kibana merges files named like the locale; `formats` in one can keep it from starting. */
function translationProblems(files) {
  const config = parseJson(files.get(paths.i18n));
  if (config?.prefix === undefined || config.paths?.[config.prefix] !== '.' || !Array.isArray(config.translations))
    return [`${paths.i18n} must have prefix, paths and translations`];
  const problems = [];
  for (const name of config.translations) {
    const { messages, ...rest } = parseJson(files.get(name)) ?? {};
    if (!/^[a-z]{2,3}(-[A-Z]{2})?$/.test(parse(name).name)) problems.push(`${name} is not named like a locale`);
    if (!messages) problems.push(`${name} has no messages`);
    else if (Object.keys(rest).length > 0)
      problems.push(`${name} has more than messages: ${Object.keys(rest).join(', ')}`);
    const foreign = Object.keys(messages ?? {}).filter((id) => !id.startsWith(`${config.prefix}.`));
    if (foreign.length > 0) problems.push(`${name} has messages of others: ${foreign.join(', ')}`);
  }
  return problems;
}

function parseJson(content) {
  try {
    return JSON.parse(content?.toString('utf8'));
  } catch {
    return undefined;
  }
}

function packProblems(files) {
  const packs = [...files.keys()].filter((name) => /^packs\/[^/]+\/pack\.yml$/.test(name));
  return packs.length > 0 ? [] : ['there is no pack in it'];
}

function sizeProblems(files) {
  const sizes = browserSizes(files);
  return ['entry', 'application']
    .map((what) => judge(what, sizes[what], BUDGET[what]))
    .filter(({ isWithin }) => !isWithin)
    .map(({ line }) => line);
}

function digestProblems(files, { version }) {
  const withoutManifest = new Map([...files].filter(([name]) => name !== paths.manifest));
  const expected = contentVersion(version.replace(/-h[0-9a-f]{12}$/, ''), withoutManifest);
  return version === expected ? [] : [`kibana.json: version ${version} is not that of the content, ${expected}`];
}

/** Sources, tests, dependencies and a package.json (which may declare another module format) have no place in it. */
function strayFileProblems(files) {
  return [...files.keys()]
    .filter((name) => /\.(tsx?|map|jsonc)$|(^|\/)(node_modules|package\.json)(\/|$)/.test(name))
    .map((name) => `${name} does not belong into the plugin`);
}
