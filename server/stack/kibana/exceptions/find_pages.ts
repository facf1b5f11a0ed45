import { StackError } from '../../stack';
import type { KibanaApi } from '../apis';
import type { Purpose } from '../errors';
import type { Query } from '../transport/types';

const PAGE = 1_000;
/** Kibana's searches reach no further. */
const WINDOW = 10_000;

interface Page<T> {
  data: T[];
  total: number;
}

/**
 * Everything that a `_find` of lists or items has, page by page.
 * @throws StackError `too_large` when there is more than Kibana can page through
 */
export async function findAll<T extends { id: string }>(
  kibana: KibanaApi,
  purpose: Purpose,
  path: string,
  query: Query,
): Promise<T[]> {
  const found = new Map<string, T>();
  for (let page = 1; ; page += 1) {
    const { data, total } = await kibana.call<Page<T>>(purpose, 'GET', path, {
      query: { ...query, page, per_page: PAGE, sort_field: 'created_at', sort_order: 'asc' },
    });
    if (total > WINDOW) throw new StackError('too_large', `${total} objects; Kibana lists no more than ${WINDOW}.`);
    for (const one of data) found.set(one.id, one);
    // The last page may be a full one, and behind the window there is none to be asked for.
    if (data.length < PAGE || page * PAGE >= total) return [...found.values()];
  }
}
