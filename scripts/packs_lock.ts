/**
 * Writes `pack.lock` of every bundled pack, or of every pack in a directory of one's own. Refuses a pack whose content
 * changed while its version did not: the lock is what makes such a change visible.
 */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { LOCK_FILE, loadPack, readLock, refreshLock } from '../common/packs';
import { readPackFolders } from '../server/services/packs';
import { PACKS_DIRECTORY } from './packs_files';

const USAGE = `usage: npm run packs:lock -- [--packs DIR] [--unreleased PACK]

  --packs DIR        lock the packs in this folder instead of the bundled ones
  --unreleased PACK  start the lock of this pack anew: it was never released

Exit code 1 when a pack cannot be loaded or changed without a higher version, 2 when the arguments are wrong.`;

interface Options {
  packs?: string | undefined;
  unreleased?: string | undefined;
  help?: boolean | undefined;
}

/** Undefined when the arguments are wrong. */
function readOptions(): Options | undefined {
  try {
    const options = { packs: { type: 'string' }, unreleased: { type: 'string' }, help: { type: 'boolean' } } as const;
    return parseArgs({ options }).values;
  } catch {
    return undefined;
  }
}

async function lockPacks(
  directory: string,
  origin: 'bundled' | 'own',
  unreleased: string | undefined,
): Promise<number> {
  let code = 0;
  const { folders } = await readPackFolders(directory, origin);
  for (const folder of folders) {
    const { report, pack, ruleFiles } = loadPack(folder);
    if (!pack) {
      console.error(`${folder.id}: cannot be loaded`, report.errors);
      code = 1;
      continue;
    }
    const rules = new Map(ruleFiles.map(({ file, rule }) => [file, rule.version]));
    const previous = unreleased === folder.id ? undefined : readLock(folder.files);
    const result = refreshLock(folder.files, { pack: pack.manifest.version, rules }, previous);
    if (result.ok) {
      writeFileSync(join(directory, folder.id, LOCK_FILE), `${JSON.stringify(result.lock, undefined, 2)}\n`);
      continue;
    }
    for (const problem of result.problems) console.error(`${folder.id}: ${problem}`);
    code = 1;
  }
  return code;
}

async function main(): Promise<number> {
  const options = readOptions();
  if (!options || options.help) {
    (options ? console.log : console.error)(USAGE);
    return options ? 0 : 2;
  }
  const { packs, unreleased } = options;
  return packs === undefined
    ? lockPacks(PACKS_DIRECTORY, 'bundled', unreleased)
    : lockPacks(resolve(packs), 'own', unreleased);
}

void main().then((code) => (process.exitCode = code));
