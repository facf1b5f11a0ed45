/** Exception lists: create, read, replace, delete, find, count, copy, share (security-api 2.1, 2.2). */
import { securityError } from '../errors';
import { decodeBody, decodeQuery, members, text } from '../schema/codec';
import type { Call, Route } from '../types';
import { findLists } from './exception_find';
import { newItemRecord, newListRecord, replacedList, type Body } from './exception_records';
import { changedList, listQuery, newList } from './exception_schema';
import type { ListKey, ListRecord, Namespace, Scope } from './exception_table';

const LISTS = '/api/exception_lists';

interface ListQuery extends ListKey {
  namespace_type?: Namespace;
}

export const scopeOf = ({ space }: Call, { namespace_type }: { namespace_type?: Namespace | unknown }): Scope => ({
  space,
  namespace: namespace_type === 'agnostic' ? 'agnostic' : 'single',
});

/** @throws Refusal 404 */
export function existingList(key: ListQuery, call: Call): ListRecord {
  const list = call.state.exceptions.list(scopeOf(call, key), key);
  if (list !== undefined) return list;
  const { id, list_id } = key;
  const named = id === undefined ? `list_id: "${list_id}"` : `id: "${id}"`;
  throw securityError(404, `exception list ${named} does not exist`);
}

/** @throws Refusal 404, in the words of the routes that name a list only by its `list_id` */
export function listOfItems(listId: string, scope: Scope, { state }: Call): ListRecord {
  const list = state.exceptions.list(scope, { list_id: listId });
  if (list === undefined) throw securityError(404, `exception list id: "${listId}" does not exist`);
  return list;
}

export function exceptionListRoutes(): Route[] {
  const base = { path: LISTS, version: '2023-10-31' } as const;
  return [
    { ...base, method: 'POST', privilege: 'exceptions-all', handler: (call) => ({ body: create(call) }) },
    {
      ...base,
      method: 'GET',
      privilege: 'exceptions-read',
      handler: (call) => {
        const key = decodeQuery<ListQuery>(listQuery, call.query);
        if (key.id === undefined && key.list_id === undefined) throw securityError(400, 'id or list_id required');
        return { body: existingList(key, call) };
      },
    },
    {
      ...base,
      method: 'PUT',
      privilege: 'exceptions-all',
      handler: (call) => {
        const body = decodeBody<Body & ListQuery>(changedList, call.body);
        const old = existingList(body, call);
        return { body: call.state.exceptions.putList(scopeOf(call, body), replacedList(old, body, call)) };
      },
    },
    {
      ...base,
      method: 'DELETE',
      privilege: 'exceptions-all',
      handler: (call) => {
        const key = decodeQuery<ListQuery>(listQuery, call.query);
        if (key.id === undefined && key.list_id === undefined) {
          throw securityError(400, 'Either "list_id" or "id" needs to be defined in the request');
        }
        const list = existingList(key, call);
        call.state.exceptions.removeList(scopeOf(call, key), list);
        return { body: list };
      },
    },
    { ...base, method: 'GET', path: `${LISTS}/_find`, privilege: 'exceptions-read', handler: findLists },
    { ...base, method: 'GET', path: `${LISTS}/summary`, privilege: 'exceptions-read', handler: summary },
    { ...base, method: 'POST', path: `${LISTS}/_duplicate`, privilege: 'exceptions-all', handler: duplicate },
    {
      ...base,
      method: 'POST',
      path: '/api/exceptions/shared',
      privilege: 'exceptions-all',
      handler: (call) => {
        const body = decodeBody<Body>(members({ name: text, description: text }), call.body);
        return { body: stored(newListRecord({ ...body, type: 'detection' }, call), call) };
      },
    },
  ];
}

function create(call: Call): ListRecord {
  const body = decodeBody<Body & ListQuery>(newList, call.body);
  const { list_id } = body;
  if (list_id !== undefined && call.state.exceptions.list(scopeOf(call, body), { list_id })) {
    throw securityError(409, `exception list id: "${list_id}" already exists`);
  }
  return stored(newListRecord(body, call), call);
}

export function stored(list: ListRecord, call: Call): ListRecord {
  return call.state.exceptions.putList(scopeOf(call, list), list);
}

function summary(call: Call): { body: unknown } {
  const list = existingList(decodeQuery<ListQuery>(listQuery, call.query), call);
  const items = call.state.exceptions.itemsOf(scopeOf(call, list), list.list_id);
  const withOs = (os: string): number => items.filter(({ os_types }) => os_types.includes(os)).length;
  return {
    body: { linux: withOs('linux'), macos: withOs('macos'), total: items.length, windows: withOs('windows') },
  };
}

const COPIED_TYPES = new Set(['detection', 'rule_default']);

function duplicate(call: Call): { body: ListRecord } {
  const { query, state } = call;
  const scope = scopeOf(call, { namespace_type: query.get('namespace_type') });
  const list = listOfItems(query.get('list_id') ?? '', scope, call);
  if (!COPIED_TYPES.has(list.type)) {
    throw securityError(405, `unable to duplicate exception list with list type of: "${list.type}"`);
  }
  const { list_id: _id, version: _version, ...content } = list;
  const copy = stored(newListRecord({ ...content, name: `${list.name} [Duplicate]` }, call), call);
  const withExpired = query.get('include_expired_exceptions') !== 'false';
  for (const item of state.exceptions.itemsOf(scope, list.list_id)) {
    if (!withExpired && isExpired(item, call.now)) continue;
    const { item_id: _itemId, comments: _comments, ...copied } = item;
    state.exceptions.putItem(scope, newItemRecord(copied, copy.list_id, call));
  }
  return { body: copy };
}

export function isExpired({ expire_time }: { expire_time?: string }, now: string): boolean {
  return expire_time !== undefined && Date.parse(expire_time) <= Date.parse(now);
}
