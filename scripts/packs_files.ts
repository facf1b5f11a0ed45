/** Where the bundled packs lie; shared by the scripts that work on them. Run from the project's folder. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const PACKS_DIRECTORY = resolve('packs');

/** Folders of the bundled packs. */
export function packDirectories(): string[] {
  return readdirSync(PACKS_DIRECTORY, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(PACKS_DIRECTORY, entry.name))
    .sort();
}

/** YAML files directly inside one folder of a pack. */
export function yamlFiles(directory: string, folder: string): Array<{ path: string; text: string }> {
  const parent = join(directory, folder);
  if (!existsSync(parent)) return [];
  return readdirSync(parent)
    .filter((name) => name.endsWith('.yml'))
    .sort()
    .map((name) => ({ path: `${folder}/${name}`, text: readFileSync(join(parent, name), 'utf8') }));
}
