/** The bundled packs, loaded the way the server loads them, for tests. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { loadPacks, type ContentFile, type LoadedPacks, type Pack, type PackFolder } from '../../common/packs';
import { examplePack } from './example_pack';

const BUNDLED = resolve('packs');

/** One pack folder as the loader takes it. */
export function readFolder(directory: string, id: string, origin: PackFolder['origin'] = 'bundled'): PackFolder {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry): ContentFile => {
      const file = join(entry.parentPath, entry.name);
      const bytes = readFileSync(file);
      return {
        path: relative(directory, file),
        text: bytes.toString('utf8'),
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      };
    });
  return { id, origin, files };
}

/** Folders of the bundled packs. */
export function bundledFolders(): PackFolder[] {
  return readdirSync(BUNDLED, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => readFolder(join(BUNDLED, entry.name), entry.name));
}

let loaded: LoadedPacks | undefined;

/** The bundled packs with their reports; read once a test file. */
export function bundledPacks(): LoadedPacks {
  loaded ??= loadPacks(bundledFolders());
  return loaded;
}

let withExample: LoadedPacks | undefined;

/** The bundled packs and the one that docs/adding_a_pack.md builds: what holds for every pack is checked on it too. */
export function packsUnderTest(): LoadedPacks {
  withExample ??= loadPacks([...bundledFolders(), examplePack()]);
  return withExample;
}

/** A bundled pack that must be there. */
export function bundledPack(id: string): Pack {
  const pack = bundledPacks().packs.find((candidate) => candidate.id === id);
  if (!pack) throw new Error(`the pack ${id} did not load`);
  return pack;
}
