// The zip as Kibana's installer sees it: which folder it takes, with which modes it writes, what it refuses.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import yauzl from 'yauzl';
import { ARCHIVE_FOLDER, FILE_MODE, FOLDER_MODE, paths } from '../layout.mjs';

/** How the installer finds plugins: not anchored, so that any deeper folder named `kibana` would do. First match wins. */
const INSTALLER_MANIFEST = /(kibana[\\/][^\\/]+)[\\/]kibana.json/i;

/**
 * @typedef {object} ArchiveEntry
 * @property {string} name with forward slashes; folders end with one
 * @property {number} mode unix mode, with the type of the file
 * @property {Buffer} [content] of files
 */

/** @returns {Promise<ArchiveEntry[]>} in the order of the archive; yauzl refuses names that lead out of it */
export async function readArchive(file) {
  const zip = await yauzl.openPromise(file);
  const entries = [];
  try {
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileName;
      const mode = entry.externalFileAttributes >>> 16;
      entries.push(
        name.endsWith('/')
          ? { name, mode }
          : { name, mode, content: await buffer(await zip.openReadStreamPromise(entry)) },
      );
    }
  } finally {
    zip.close();
  }
  return entries;
}

/** @returns {string[]} what is wrong */
export function archiveProblems(entries) {
  const problems = [];
  const manifests = entries.filter(({ name }) => INSTALLER_MANIFEST.test(name)).map(({ name }) => name);
  const manifest = `${ARCHIVE_FOLDER}/${paths.manifest}`;
  if (manifests.length !== 1 || manifests[0] !== manifest)
    problems.push(
      `the installer must find ${manifest} and nothing else; it finds ${manifests.join(', ') || 'nothing'}`,
    );
  const seen = new Set();
  for (const { name, mode, content } of entries) {
    if (seen.has(name)) problems.push(`${name} is there twice`);
    seen.add(name);
    if (!`${ARCHIVE_FOLDER}/`.startsWith(name) && !name.startsWith(`${ARCHIVE_FOLDER}/`))
      problems.push(`${name} is not below ${ARCHIVE_FOLDER}/ and would be lost`);
    const expected = content ? FILE_MODE : FOLDER_MODE;
    if (mode !== expected) problems.push(`${name} has mode ${mode.toString(8)} instead of ${expected.toString(8)}`);
  }
  const names = entries.map(({ name }) => name);
  const isFolder = (name) => name.endsWith('/');
  for (const group of [names.filter(isFolder), names.filter((name) => !isFolder(name))]) {
    if (group.join() !== [...group].sort().join())
      problems.push('entries are not sorted, so builds are not reproducible');
  }
  return problems;
}

/**
 * Unpacks the plugin's folder as the installer does: modes as they are in the archive.
 *
 * @param {string} folder absolute path that becomes the plugin's folder
 */
export function unpack(entries, folder) {
  mkdirSync(folder, { recursive: true });
  for (const { name, mode, content } of entries) {
    if (!content || !name.startsWith(`${ARCHIVE_FOLDER}/`)) continue;
    const path = join(folder, name.slice(ARCHIVE_FOLDER.length + 1));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    chmodSync(path, mode & 0o777);
  }
}
