import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ImportSource } from './types';

const CHUNK_BYTES = 256 * 1024;

/** Name by which standard input is given and reported. */
export const STANDARD_INPUT = '-';

/** A file as a source. @throws when it does not exist or is no file */
export async function fileSource(path: string, name: string = path): Promise<ImportSource> {
  const info = await stat(path);
  if (!info.isFile()) throw new Error(`${name} is not a file.`);
  return { name, size: info.size, open: () => createReadStream(path, { highWaterMark: CHUNK_BYTES }) };
}

/**
 * Resolves what `--events` was given: files as they are, a directory as the event files in it (sorted by name).
 * Standard input is left to the caller, see `spoolSource`.
 * @throws when a path does not exist or a directory holds no event files
 */
export async function pathSources(path: string): Promise<ImportSource[]> {
  const info = await stat(path);
  if (!info.isDirectory()) return [await fileSource(path, basename(path))];
  const names = (await readdir(path)).filter((name) => /\.(ndjson|jsonl|json)(\.gz)?$/i.test(name)).sort();
  if (names.length === 0) throw new Error(`${path} holds no .json, .jsonl or .ndjson files (plain or .gz).`);
  return Promise.all(names.map((name) => fileSource(join(path, name), name)));
}
