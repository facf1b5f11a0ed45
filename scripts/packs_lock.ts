/**
 * Writes `pack.lock` of every bundled pack: `npm run packs:lock`. Refuses a pack whose content changed while its
 * version did not: the lock is what makes such a change visible. For a pack that was never released,
 * `npm run packs:lock -- --unreleased PACK` starts the lock anew.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOCK_FILE, loadPack, readLock, refreshLock } from '../common/packs';
import { readPackFolders } from '../server/services/packs';
import { PACKS_DIRECTORY } from './packs_files';

async function main(): Promise<void> {
  const [flag, unreleased] = process.argv.slice(2);
  const { folders } = await readPackFolders(PACKS_DIRECTORY, 'bundled');
  for (const folder of folders) {
    const { report, pack, ruleFiles } = loadPack(folder);
    if (!pack) {
      console.error(`${folder.id}: cannot be loaded`, report.errors);
      process.exitCode = 1;
      continue;
    }
    const rules = new Map(ruleFiles.map(({ file, rule }) => [file, rule.version]));
    const anew = flag === '--unreleased' && unreleased === folder.id;
    const result = refreshLock(
      folder.files,
      { pack: pack.manifest.version, rules },
      anew ? undefined : readLock(folder.files),
    );
    if (result.ok) {
      writeFileSync(join(PACKS_DIRECTORY, folder.id, LOCK_FILE), `${JSON.stringify(result.lock, undefined, 2)}\n`);
      continue;
    }
    for (const problem of result.problems) console.error(`${folder.id}: ${problem}`);
    process.exitCode = 1;
  }
}

void main();
