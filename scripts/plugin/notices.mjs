// The notices that the licences of bundled packages ask for. What is bundled is what esbuild says it wrote.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { paths } from './layout.mjs';

/** Licences under which code may be part of the plugin. */
const ACCEPTED = new Set(['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT']);

const PACKAGE = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//;
const LEGAL_FILE = /^(licen[cs]e|notice|copying)(\.|$)/i;
/** Ours too, so that its text is in the plugin anyway. */
const OWN_LICENSE = 'Apache-2.0';

/** Our grammars; the parsers made of them contain code of the generator. */
const GENERATED_PARSER = /\.generated\.js$/;

/**
 * @param {string} root absolute path of the project
 * @param {ReadonlyArray<Record<string, { inputs: Record<string, { bytesInOutput: number }> }>>} builds outputs by file, from esbuild
 * @returns {string} text of the notices
 * @throws Error when a package is bundled under a licence that is not accepted, or has no text of it
 */
export function thirdPartyNotices(root, builds) {
  const names = [...bundledPackages(builds)].sort();
  const sections = names.map((name) => section(root, name));
  return [`This product contains the following packages.\n`, ...sections].join(`\n${'-'.repeat(80)}\n\n`);
}

function bundledPackages(builds) {
  const names = new Set();
  for (const { inputs } of builds.flatMap((outputs) => Object.values(outputs))) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      if (bytesInOutput === 0) continue;
      if (GENERATED_PARSER.test(path)) names.add('peggy');
      // The innermost folder is the package that the file belongs to.
      const name = path.slice(Math.max(0, path.lastIndexOf('node_modules/'))).match(PACKAGE)?.[1];
      if (name) names.add(name);
    }
  }
  return names;
}

function section(root, name) {
  const folder = join(root, 'node_modules', name);
  const { version, license, homepage } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (!ACCEPTED.has(license)) throw new Error(`${name} is bundled, and its licence ${license} is not accepted`);
  const origin = homepage ? `${homepage}\n` : '';
  return `${name} ${version}\n${origin}Licence: ${license}\n\n${legalText(folder, name, license)}\n`;
}

function legalText(folder, name, license) {
  const files = readdirSync(folder).filter((file) => LEGAL_FILE.test(file));
  if (files.length > 0)
    return files
      .sort()
      .map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim())
      .join('\n\n');
  if (license === OWN_LICENSE) return `The text of the licence is in ${paths.license}.`;
  throw new Error(`${name} is bundled and has no file with its licence`);
}
