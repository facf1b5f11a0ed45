import type { DocumentStore, StoredDocument } from '../../documents';
import type { SavedSearch, SavedSearchSeed, SearchStore } from '../../searches';
import { StackError, type ItemResult } from '../../stack';
import type { KibanaApi } from '../apis';
import { exportObjects, importObjects, type ObjectRef, type StoredObject } from './saved_objects';
import { contentOf, dataViewId, dataViewObject, isEdited, searchId, searchObject } from './search_objects';

const PAGE = 1_000;

/** Removes a saved search. @returns false when there was none */
export type DeleteSearch = (id: string) => Promise<boolean>;

/**
 * The port's saved searches as Discover's. A document of our own remembers what was seeded, because a saved search has
 * no place for it: from that we know our searches, and whether someone edited them.
 */
export class KibanaSearchStore implements SearchStore {
  constructor(
    private readonly kibana: KibanaApi,
    private readonly documents: DocumentStore,
    private readonly space: string,
    private readonly deleteSearch: DeleteSearch,
  ) {}

  async list(): Promise<SavedSearch[]> {
    const records = [...(await this.records()).values()].map(({ data }) => data);
    const stored = await this.stored(records);
    return records
      .flatMap((seed) => {
        const object = stored.get(searchId(this.space, seed.key));
        return object ? [this.toSearch(seed, object)] : [];
      })
      .sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  async seed(searches: readonly SavedSearchSeed[]): Promise<Array<ItemResult<SavedSearch>>> {
    try {
      await this.createMissing(searches, true);
    } catch (error) {
      if (!(error instanceof StackError) || error.code !== 'rejected') throw error;
      return searches.map(({ key }) => ({ id: key, ok: false, code: error.code, message: error.message }));
    }
    const [records, stored] = [await this.records(), await this.stored(searches)];
    const results: Array<ItemResult<SavedSearch>> = [];
    for (const seed of searches) {
      const object = stored.get(searchId(this.space, seed.key));
      results.push(object ? await this.remember(seed, object, records.get(seed.key)) : notThere(seed.key));
    }
    return results;
  }

  async remove(keys: readonly string[]): Promise<Array<ItemResult<null>>> {
    const results: Array<ItemResult<null>> = [];
    for (const key of keys) {
      const removed = await this.deleteSearch(searchId(this.space, key));
      await this.documents.remove('search', key);
      results.push(removed ? { id: key, ok: true, value: null } : notThere(key));
    }
    return results;
  }

  /** @param again someone else may make one of them at the same moment, and then nothing of ours is written */
  private async createMissing(searches: readonly SavedSearchSeed[], again: boolean): Promise<void> {
    const stored = await this.stored(searches);
    const missing = searches.filter(({ key }) => !stored.has(searchId(this.space, key)));
    if (missing.length === 0) return;
    const views = [...new Set(missing.map(({ index }) => index))].filter(
      (index) => !stored.has(dataViewId(this.space, index)),
    );
    const done = await importObjects(this.kibana, [
      ...views.map((index) => dataViewObject(this.space, index)),
      ...missing.map((seed) => searchObject(this.space, seed)),
    ]);
    if (done) return;
    if (!again) throw new StackError('conflict', 'Saved searches are being changed by someone else. Try again.');
    await this.createMissing(searches, false);
  }

  /** What was seeded stays the record; a search that was found without one, or seeded anew, gets it now. */
  private async remember(
    seed: SavedSearchSeed,
    object: StoredObject,
    record: StoredDocument<SavedSearchSeed> | undefined,
  ): Promise<ItemResult<SavedSearch>> {
    const isNew = !isEdited(this.space, seed, contentOf(object));
    if (!record) await this.documents.create('search', seed.key, plain(seed));
    else if (isNew && JSON.stringify(record.data) !== JSON.stringify(plain(seed))) {
      await this.documents.update('search', seed.key, record.version, plain(seed));
    }
    return { id: seed.key, ok: true, value: this.toSearch(isNew || !record ? seed : record.data, object) };
  }

  private toSearch(seed: SavedSearchSeed, object: StoredObject): SavedSearch {
    const content = contentOf(object);
    const { title, description, kql, columns } = content;
    const edited = isEdited(this.space, seed, content);
    return { id: object.id, key: seed.key, title, description, kql, columns, index: seed.index, edited };
  }

  private stored(seeds: readonly SavedSearchSeed[]): Promise<Map<string, StoredObject>> {
    const views = [...new Set(seeds.map(({ index }) => index))];
    const refs: ObjectRef[] = [
      ...seeds.map(({ key }): ObjectRef => ({ type: 'search', id: searchId(this.space, key) })),
      ...views.map((index): ObjectRef => ({ type: 'index-pattern', id: dataViewId(this.space, index) })),
    ];
    return exportObjects(this.kibana, refs);
  }

  private async records(): Promise<Map<string, StoredDocument<SavedSearchSeed>>> {
    const records = new Map<string, StoredDocument<SavedSearchSeed>>();
    let after: string | undefined;
    do {
      const page = await this.documents.list<SavedSearchSeed>('search', { size: PAGE, ...(after ? { after } : {}) });
      for (const document of page.documents) records.set(document.id, document);
      after = page.next;
    } while (after !== undefined);
    return records;
  }
}

/** Only what belongs to a seed, in a fixed order. */
function plain({ key, title, description, kql, columns, index }: SavedSearchSeed): SavedSearchSeed {
  return { key, title, description, kql, columns, index };
}

function notThere(key: string): { id: string; ok: false; code: 'not_found'; message: string } {
  return { id: key, ok: false, code: 'not_found', message: `There is no saved search ${key}.` };
}
