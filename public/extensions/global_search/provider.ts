/** Technique pages and packs in Kibana's global search. */
import { from } from 'rxjs';
import type { GlobalSearchPluginSetup } from '@kbn/global-search-plugin/public';
import { APP_ID } from '../../../common/tiers';
import type { Hall } from '../door';

/** As the search box writes them after `type:`. */
const RESULT_TYPES = ['technique', 'pack'];

export function offerGlobalSearch(globalSearch: GlobalSearchPluginSetup, { viewer, behind, report }: Hall): void {
  globalSearch.registerResultProvider({
    id: APP_ID,
    find: (search) => {
      const find = async () => {
        const core = search.term ? await viewer() : undefined;
        return core ? (await behind()).findPages(core.http, search) : [];
      };
      // An error would end the search of all providers. What comes too late, the search box itself drops.
      const found = find().catch((error: unknown) => {
        report(error);
        return [];
      });
      return from(found);
    },
    getSearchableTypes: async () => ((await viewer()) ? RESULT_TYPES : []),
  });
}
