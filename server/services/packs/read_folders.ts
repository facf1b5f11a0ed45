/** Reads pack folders from disk: the bundled directory and the directory for own packs. */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContentFile, PackFolder } from '../../../common/packs';

/** Larger files are no content: reading them would only cost memory. */
const MAX_FILE_BYTES = 5_000_000;
const MAX_FILES = 2_000;
const CONTENT = /\.(?:ya?ml|ndjson|md|lock)$/;

async function filesBelow(directory: string, prefix: string): Promise<string[]> {
  const entries = await readdir(join(directory, prefix), { withFileTypes: true });
  const nested = await Promise.all(
    entries.map(async (entry) => {
      const path = prefix ? `${prefix}/${entry.name}` : entry.name;
      if (entry.isDirectory()) return filesBelow(directory, path);
      return entry.isFile() && CONTENT.test(entry.name) ? [path] : [];
    }),
  );
  return nested.flat();
}

async function readContent(directory: string, path: string): Promise<ContentFile> {
  const file = join(directory, path);
  const { size } = await stat(file);
  if (size > MAX_FILE_BYTES) throw new Error(`${path} has ${size} bytes; at most ${MAX_FILE_BYTES} are read`);
  const bytes = await readFile(file);
  return { path, text: bytes.toString('utf8'), bytes: size, sha256: createHash('sha256').update(bytes).digest('hex') };
}

async function readFolder(parent: string, id: string, origin: PackFolder['origin']): Promise<PackFolder> {
  const directory = join(parent, id);
  const paths = (await filesBelow(directory, '')).sort();
  if (paths.length > MAX_FILES) throw new Error(`${id} has ${paths.length} files; at most ${MAX_FILES} are read`);
  return { id, origin, files: await Promise.all(paths.map((path) => readContent(directory, path))) };
}

/** A folder that could not be read at all, with the reason. */
export interface UnreadableFolder {
  id: string;
  origin: PackFolder['origin'];
  message: string;
}

export interface ReadFolders {
  folders: PackFolder[];
  unreadable: UnreadableFolder[];
}

/** Every pack folder in a directory, by name. Symbolic links and hidden folders are left out. */
export async function readPackFolders(directory: string, origin: PackFolder['origin']): Promise<ReadFolders> {
  const entries = await readdir(directory, { withFileTypes: true });
  const ids = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map((entry) => entry.name);
  const result: ReadFolders = { folders: [], unreadable: [] };
  for (const id of ids.sort()) {
    try {
      result.folders.push(await readFolder(directory, id, origin));
    } catch (error) {
      result.unreadable.push({ id, origin, message: error instanceof Error ? error.message : String(error) });
    }
  }
  return result;
}
