import type { ItemResult } from './outcomes';

/** A saved search of a pack, ready to be seeded. */
export interface SavedSearchSeed {
  /** Stable key of the pack (`t1571/beacon-sessions`); adapters derive the stored id from space and key. */
  key: string;
  title: string;
  description: string;
  kql: string;
  columns: string[];
  /** Index pattern of the data view. */
  index: string;
}

export interface SavedSearch extends SavedSearchSeed {
  id: string;
  /** The user changed it after seeding; it is never overwritten. */
  edited: boolean;
}

export interface SearchStore {
  list(): Promise<SavedSearch[]>;
  /** Creates what is missing, with the data view it needs; leaves what exists, edited or not. Idempotent. */
  seed(searches: readonly SavedSearchSeed[]): Promise<Array<ItemResult<SavedSearch>>>;
  remove(keys: readonly string[]): Promise<Array<ItemResult<null>>>;
}
