import { createHash } from 'node:crypto';
import type { SavedSearch, SavedSearchSeed, SearchStore } from '../../server/stack/searches';
import type { ItemResult } from '../../server/stack/stack';
import type { Database } from './database';

/** The port's saved searches on the data file. Nothing edits them here, so none is ever `edited`. */
export class EmbeddedSearchStore implements SearchStore {
  constructor(private readonly database: Database) {}

  async list(): Promise<SavedSearch[]> {
    return this.database.all<SearchRow>('SELECT id, body FROM searches ORDER BY key', []).map(toSearch);
  }

  async seed(searches: readonly SavedSearchSeed[]): Promise<Array<ItemResult<SavedSearch>>> {
    return searches.map((seed) => {
      const { key, title, description, kql, columns, index } = seed;
      this.database.run('INSERT INTO searches (key, id, body) VALUES (?, ?, ?) ON CONFLICT (key) DO NOTHING', [
        key,
        createHash('sha256').update(`search:${key}`).digest('hex').slice(0, 32),
        JSON.stringify({ key, title, description, kql, columns, index }),
      ]);
      const row = this.database.get<SearchRow>('SELECT id, body FROM searches WHERE key = ?', [key]);
      return { id: key, ok: true, value: toSearch(row as SearchRow) };
    });
  }

  async remove(keys: readonly string[]): Promise<Array<ItemResult<null>>> {
    return keys.map((key) =>
      this.database.run('DELETE FROM searches WHERE key = ?', [key]) > 0
        ? { id: key, ok: true, value: null }
        : { id: key, ok: false, code: 'not_found', message: `There is no saved search ${key}.` },
    );
  }
}

interface SearchRow {
  id: string;
  body: string;
}

function toSearch(row: SearchRow): SavedSearch {
  return { id: row.id, ...(JSON.parse(row.body) as SavedSearchSeed), edited: false };
}
