/** Value lists: streams, lists, references (security-api 2.7). */
import { securityError } from '../errors';
import { decodeBody, filled, members, oneOf, optional, positive, record, text } from '../schema/codec';
import { decodeVersion, encodeVersion } from '../state';
import type { Call, Reply, Route } from '../types';
import type { ItemRecord } from '../exceptions/exception_table';
import { positionCursor } from './cursor';
import type { ValueListRecord } from './value_list_table';

const LISTS = '/api/lists';

const TYPES = (
  'binary boolean byte date date_nanos date_range double double_range float float_range geo_point geo_shape half_float ' +
  'integer integer_range ip ip_range keyword long long_range shape short text'
).split(' ');

const newList = members({
  description: filled,
  name: filled,
  type: oneOf(...TYPES),
  id: optional(filled),
  deserializer: optional(filled),
  serializer: optional(filled),
  meta: optional(record),
  version: optional(positive),
});

const changedList = members({
  id: filled,
  _version: optional(text),
  description: optional(filled),
  name: optional(filled),
  meta: optional(record),
  version: optional(positive),
});

type Body = Record<string, unknown>;

export function valueListRoutes(): Route[] {
  const base = { path: LISTS, version: '2023-10-31' } as const;
  const change = (call: Call): Reply => ({ body: changed(decodeBody<Body>(changedList, call.body), call) });
  return [
    { ...base, method: 'GET', path: `${LISTS}/index`, privilege: 'exceptions-read', handler: readStreams },
    { ...base, method: 'POST', path: `${LISTS}/index`, privilege: 'exceptions-all', handler: makeStreams },
    { ...base, method: 'POST', privilege: 'exceptions-all', handler: create },
    {
      ...base,
      method: 'GET',
      privilege: 'exceptions-read',
      handler: (call) => ({ body: existingValueList(call.query.get('id') ?? '', call) }),
    },
    { ...base, method: 'PUT', privilege: 'exceptions-all', handler: change },
    { ...base, method: 'PATCH', privilege: 'exceptions-all', handler: change },
    { ...base, method: 'DELETE', privilege: 'exceptions-all', handler: remove },
    { ...base, method: 'GET', path: `${LISTS}/_find`, privilege: 'exceptions-read', handler: find },
  ];
}

function readStreams({ state, space }: Call): Reply {
  if (!state.valueLists.in(space).ready) {
    throw securityError(404, `data stream .lists-${space} and data stream .items-${space} does not exist`);
  }
  return { body: { list_index: true, list_item_index: true } };
}

function makeStreams({ state, space }: Call): Reply {
  const lists = state.valueLists.in(space);
  if (lists.ready) throw securityError(409, `data stream: ".lists-${space}" and ".items-${space}" already exists`);
  lists.ready = true;
  return { body: { acknowledged: true } };
}

/** @throws Refusal 400 while the space has no streams, 404 */
export function existingValueList(id: string, { state, space }: Call): ValueListRecord {
  const lists = state.valueLists.in(space);
  if (!lists.ready)
    throw securityError(
      400,
      `To create a list, the data stream must exist first. Data stream ".lists-${space}" does not exist`,
    );
  const list = lists.lists.get(id);
  if (list === undefined) throw securityError(404, `list id: "${id}" does not exist`);
  return list;
}

function create(call: Call): Reply {
  const body = decodeBody<Body>(newList, call.body);
  const { id } = body as { id?: string };
  const { lists, ready } = call.state.valueLists.in(call.space);
  if (!ready) {
    throw securityError(
      400,
      `To create a list, the data stream must exist first. Data stream ".lists-${call.space}" does not exist`,
    );
  }
  if (id !== undefined && lists.has(id)) throw securityError(409, `list id: "${id}" already exists`);
  return { body: storeValueList(body, call) };
}

export function storeValueList(body: Body, { state, space, now, user }: Call): ValueListRecord {
  const list = {
    _version: encodeVersion(state.nextSequence()),
    id: body['id'] ?? state.newId(),
    '@timestamp': now,
    created_at: now,
    created_by: user.name,
    description: body['description'],
    immutable: false,
    name: body['name'],
    tie_breaker_id: state.newId(),
    type: body['type'],
    updated_at: now,
    updated_by: user.name,
    version: body['version'] ?? 1,
  } as unknown as ValueListRecord;
  state.valueLists.in(space).lists.set(list.id, list);
  return list;
}

function changed(body: Body, call: Call): ValueListRecord {
  const { state, space, now, user } = call;
  const old = existingValueList(String(body['id']), call);
  const stored = decodeVersion(old._version) as number;
  const { _version: sent, ...changes } = body;
  const required = sent === undefined ? stored : decodeVersion(String(sent));
  if (required !== stored) {
    const version = (seq: unknown): string => JSON.stringify({ if_primary_term: 1, if_seq_no: seq });
    throw securityError(
      409,
      `Conflict: versions mismatch. Provided versions:${version(required)} does not match ${version(stored)}`,
    );
  }
  const next = {
    ...old,
    ...changes,
    _version: encodeVersion(state.nextSequence()),
    updated_at: now,
    updated_by: user.name,
    version: changes['version'] ?? old.version + 1,
  } as unknown as ValueListRecord;
  state.valueLists.in(space).lists.set(next.id, next);
  return next;
}

/** A list that items refer to stays, unless the caller gives up the items as well. */
function remove(call: Call): Reply {
  const { query, state, space } = call;
  const id = query.get('id') ?? '';
  const lists = state.valueLists.in(space);
  const list = lists.lists.get(id);
  if (list === undefined) throw securityError(404, `list id: "${id}" was not found`);
  const scope = { space, namespace: 'single' } as const;
  const using = state.exceptions.allItems(scope).filter((item) => refersTo(item, id));
  if (using.length > 0 && query.get('ignoreReferences') !== 'true') {
    if (query.get('deleteReferences') !== 'true') throw inUse(id, using, call);
    for (const item of using) state.exceptions.removeItem(scope, item);
  }
  for (const { id: valueId } of lists.valuesOf(id)) lists.values.delete(valueId);
  lists.lists.delete(id);
  return { body: list };
}

function refersTo({ entries }: ItemRecord, listId: string): boolean {
  return entries.some((entry) => (entry['list'] as { id?: string } | undefined)?.id === listId);
}

function inUse(id: string, items: readonly ItemRecord[], { state, space }: Call): Error {
  const scope = { space, namespace: 'single' } as const;
  // The youngest first.
  const references = [...items].reverse().map((item) => ({
    exception_item: item,
    exception_list: state.exceptions.list(scope, { list_id: item.list_id }),
  }));
  const message = `Value list '${id}' is referenced in existing exception list(s)`;
  return securityError(409, { error: { message, references, value_list_id: id } });
}

function find({ query, state, space }: Call): Reply {
  const all = [...state.valueLists.in(space).lists.values()];
  const [page, size] = [Number(query.get('page') ?? 1), Number(query.get('per_page') ?? 20)];
  const data = all.slice((page - 1) * size, page * size);
  return { body: { cursor: positionCursor(page * size, data), data, page, per_page: size, total: all.length } };
}
