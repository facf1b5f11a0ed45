// Writes a zip whose bytes depend on nothing but its files: sorted, with one fixed time and fixed modes.
import { createWriteStream } from 'node:fs';
import { posix } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import { FILE_MODE, FOLDER_MODE } from './layout.mjs';

/** Zip keeps local time, so a local time is the same everywhere. */
const MTIME = new Date(2020, 0, 1);

/** Already compressed. */
const IS_COMPRESSED = /\.br$/;

/**
 * @param {string} file to write
 * @param {ReadonlyMap<string, Buffer>} files content by path in the archive, with forward slashes
 */
export async function writeZip(file, files) {
  const zip = new yazl.ZipFile();
  const common = { mtime: MTIME, forceDosTimestamp: true };
  for (const folder of foldersOf(files.keys())) zip.addEmptyDirectory(folder, { ...common, mode: FOLDER_MODE });
  for (const path of [...files.keys()].sort()) {
    const compression = IS_COMPRESSED.test(path) ? { compress: false } : { compress: true, compressionLevel: 9 };
    zip.addBuffer(files.get(path), path, { ...common, ...compression, mode: FILE_MODE });
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file));
}

/** Every folder above a path, parents first. */
function foldersOf(paths) {
  const folders = new Set();
  for (const path of paths) {
    for (let folder = posix.dirname(path); folder !== '.'; folder = posix.dirname(folder)) folders.add(folder);
  }
  return [...folders].sort();
}
