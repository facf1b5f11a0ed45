/** `_eql/search`, by our own engine, which 1,888 answers of a real Elasticsearch prove. */
import { EqlError, search, type SearchRequest } from '../../../common/eql';
import { compileQuery, QueryRefused, type Query } from '../../../common/query_dsl';
import { refusal, type EsAnswer } from './answers';
import type { IndexStore } from './index_store';
import { queryRefusal } from './search';

export function eqlSearch(
  store: IndexStore,
  names: readonly string[],
  body: SearchRequest,
  expression: string,
  now: number,
): EsAnswer {
  const { filter, ...request } = body;
  try {
    if (names.length === 0) {
      // Syntax is checked before the indices are looked for.
      search(request, []);
      return refusal(404, 'index_not_found_exception', `no such index [${expression}]`);
    }
    const { index: mapping, types } = store.mapping(names);
    const passes = filter === undefined ? () => true : compileQuery(filter as Query, { mapping, now });
    return { status: 200, body: search(request, store.documents(names).filter(passes), types) };
  } catch (error) {
    if (error instanceof QueryRefused) return queryRefusal(error);
    if (error instanceof EqlError) return refusal(400, `${error.type}_exception`, error.reason);
    throw error;
  }
}
