/** Saved searches of a pack in the form in which they are seeded. */
import { SEARCH_PLACEHOLDER } from '../../../common/packs/schema/searches';
import type { Pack, SavedSearch } from '../../../common/packs';
import type { SavedSearchSeed } from '../../stack/searches';

/** A seeded search has no alert to take values from, so a placeholder becomes "any value". */
function withoutAlert(query: string): string {
  return query.replace(SEARCH_PLACEHOLDER, '*');
}

function seedOf(pack: Pack, search: SavedSearch): SavedSearchSeed {
  return {
    key: `${pack.id}/${search.id}`,
    title: `${search.id} ${search.title}`,
    description: search.description,
    kql: withoutAlert(search.query),
    columns: search.columns,
    index: search.index.join(','),
  };
}

export function seedsOf(packs: readonly Pack[]): Array<{ pack: Pack; seed: SavedSearchSeed }> {
  return packs.flatMap((pack) => pack.searches.map((search) => ({ pack, seed: seedOf(pack, search) })));
}
