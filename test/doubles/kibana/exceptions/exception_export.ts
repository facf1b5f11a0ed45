import { securityError } from '../errors';
import { ndjson } from '../rules/rule_export';
import type { Route } from '../types';
import { isExpired, scopeOf } from './list_routes';

/** One list with its items, and a line of counts. */
export const exceptionExportRoute: Route = {
  method: 'POST',
  path: '/api/exception_lists/_export',
  version: '2023-10-31',
  privilege: 'exceptions-read',
  handler: (call) => {
    const { query, state, now } = call;
    const [id, listId] = [query.get('id') ?? '', query.get('list_id') ?? ''];
    const scope = scopeOf(call, { namespace_type: query.get('namespace_type') });
    const list = state.exceptions.list(scope, { id });
    if (list === undefined || list.list_id !== listId) {
      throw securityError(400, `exception list with list_id: ${listId} or id: ${id} does not exist`);
    }
    const withExpired = query.get('include_expired_exceptions') !== 'false';
    const items = state.exceptions.itemsOf(scope, listId).filter((item) => withExpired || !isExpired(item, now));
    const details = {
      exported_exception_list_count: 1,
      exported_exception_list_item_count: items.length,
      missing_exception_list_item_count: 0,
      missing_exception_list_items: [],
      missing_exception_lists: [],
      missing_exception_lists_count: 0,
    };
    return ndjson([list, ...items, details], listId);
  },
};
