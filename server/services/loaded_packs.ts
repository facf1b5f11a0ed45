/** Hands the pack library to the routes: the same object until the library is loaded again. */
import type { LoadedPacks } from './catalog';
import type { PackLibrary } from './packs';

export function loadedPacks(library: Promise<PackLibrary>): () => Promise<LoadedPacks> {
  let known: LoadedPacks | undefined;
  return async () => {
    const current = await library;
    const packs = current.packs();
    if (known?.packs !== packs) {
      const { ownDirectory } = current;
      known = { packs, reports: current.reports(), ...(ownDirectory ? { ownDirectory } : {}) };
    }
    return known;
  };
}
