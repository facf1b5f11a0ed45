/** Hands the packs to whoever works with them: the same catalog until the library is loaded again. */
import { Catalog } from './catalog';
import type { PackLibrary } from './packs';

export function catalogOf(library: Promise<PackLibrary>): () => Promise<Catalog> {
  let known: Catalog | undefined;
  return async () => {
    const current = await library;
    const packs = current.packs();
    if (known?.packs !== packs) {
      const { ownDirectory } = current;
      known = new Catalog({ packs, reports: current.reports(), ...(ownDirectory ? { ownDirectory } : {}) });
    }
    return known;
  };
}
