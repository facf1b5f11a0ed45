/** The packs the product works with: bundled ones and own ones, loaded at start and again on request. */
import { loadPacks, type Pack, type PackReport } from '../../../common/packs';
import { readPackFolders, type ReadFolders } from './read_folders';

export interface PackLibraryOptions {
  /** Directory of the packs shipped with the product. */
  bundled: string;
  /** Directory with packs of the team's own; read if it exists. */
  own?: string;
}

export interface PackLibrary {
  /** Packs that loaded, bundled ones first. */
  packs(): readonly Pack[];
  /** One report for each folder, disabled ones included. */
  reports(): readonly PackReport[];
  pack(id: string): Pack | undefined;
  readonly ownDirectory: string | undefined;
  /** Reads all folders again, so that an own pack needs no restart. */
  reload(): Promise<void>;
}

const isMissing = (error: unknown) =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';

async function readOwn(directory: string | undefined): Promise<ReadFolders> {
  if (directory === undefined) return { folders: [], unreadable: [] };
  try {
    return await readPackFolders(directory, 'own');
  } catch (error) {
    if (isMissing(error)) return { folders: [], unreadable: [] };
    throw error;
  }
}

function unreadableReports({ unreadable }: ReadFolders): PackReport[] {
  return unreadable.map(({ id, origin, message }) => ({
    id,
    origin,
    status: 'disabled',
    errors: [{ code: 'missing_file', file: '', message: `the folder cannot be read: ${message}` }],
    warnings: [],
    files: [],
  }));
}

export type OpenPacks = () => Promise<PackLibrary>;

/** The same library for all who ask; read when the first one does. */
export function sharedPacks(options: PackLibraryOptions): OpenPacks {
  let library: Promise<PackLibrary> | undefined;
  return () => (library ??= openPackLibrary(options));
}

/** Loads all packs. Bundled packs come first, so that an own pack that repeats one of their ids is the one refused. */
export async function openPackLibrary(options: PackLibraryOptions): Promise<PackLibrary> {
  const load = async () => {
    const bundled = await readPackFolders(options.bundled, 'bundled');
    const own = await readOwn(options.own);
    const { packs, reports } = loadPacks([...bundled.folders, ...own.folders]);
    return { packs, reports: [...reports, ...unreadableReports(bundled), ...unreadableReports(own)] };
  };
  let state = await load();
  return {
    packs: () => state.packs,
    reports: () => state.reports,
    pack: (id) => state.packs.find((pack) => pack.id === id),
    ownDirectory: options.own,
    reload: async () => {
      state = await load();
    },
  };
}
