/** Values of a list: one by one, from a file, to a file (security-api 2.7). */
import { securityError } from '../errors';
import { ndjson } from '../rules/rule_export';
import { decodeBody, filled, members, optional, record, text } from '../schema/codec';
import { encodeVersion } from '../state';
import type { Call, Reply, Route } from '../types';
import { positionCursor } from './cursor';
import { existingValueList, storeValueList } from './value_list_routes';
import type { ValueListRecord, ValueRecord } from './value_list_table';

const ITEMS = '/api/lists/items';

const newValue = members({ list_id: filled, value: filled, id: optional(filled), meta: optional(record) });
const changedValue = members({ id: filled, value: optional(filled), _version: optional(text), meta: optional(record) });

export function valueRoutes(): Route[] {
  const base = { path: ITEMS, version: '2023-10-31' } as const;
  return [
    { ...base, method: 'POST', privilege: 'exceptions-all', handler: create },
    { ...base, method: 'GET', privilege: 'exceptions-read', handler: (call) => ({ body: read(call) }) },
    { ...base, method: 'PUT', privilege: 'exceptions-all', handler: change },
    { ...base, method: 'PATCH', privilege: 'exceptions-all', handler: change },
    { ...base, method: 'DELETE', privilege: 'exceptions-all', handler: remove },
    { ...base, method: 'GET', path: `${ITEMS}/_find`, privilege: 'exceptions-read', handler: find },
    {
      ...base,
      method: 'POST',
      path: `${ITEMS}/_import`,
      upload: true,
      privilege: 'exceptions-all',
      handler: importFile,
    },
    { ...base, method: 'POST', path: `${ITEMS}/_export`, privilege: 'exceptions-read', handler: exportFile },
  ];
}

function create(call: Call): Reply {
  const { list_id, value, id } = decodeBody<{ list_id: string; value: string; id?: string }>(newValue, call.body);
  const list = existingValueList(list_id, call);
  if (!parses(list.type, value)) {
    throw securityError(
      400,
      `mapper_parsing_exception: failed to parse field [${list.type}] of type [${list.type}] in document with id ` +
        `'${id ?? call.state.newId()}'. Preview of field's value: '${value}'`,
    );
  }
  return { body: storeValue(list, value, call, id) };
}

function storeValue({ id: list_id, type }: ValueListRecord, value: string, call: Call, id?: string): ValueRecord {
  const { state, space, now, user } = call;
  const stored: ValueRecord = {
    _version: encodeVersion(state.nextSequence()),
    id: id ?? state.newId(),
    type,
    value,
    '@timestamp': now,
    created_at: now,
    created_by: user.name,
    list_id,
    tie_breaker_id: state.newId(),
    updated_at: now,
    updated_by: user.name,
  };
  state.valueLists.in(space).values.set(stored.id, stored);
  return stored;
}

/** By its own id one value, by list and value all that are equal. */
function read(call: Call): unknown {
  const { query, state, space } = call;
  const id = query.get('id');
  if (id !== null) {
    const value = state.valueLists.in(space).values.get(id);
    if (value === undefined) throw securityError(404, `list item id: "${id}" does not exist`);
    return value;
  }
  const [listId, wanted] = [query.get('list_id') ?? '', query.get('value') ?? ''];
  existingValueList(listId, call);
  const equal = equalValues(listId, wanted, call);
  if (equal.length === 0) throw securityError(404, `list_id: "${listId}" item of ${wanted} does not exist`);
  return equal.map(withoutVersion);
}

function equalValues(listId: string, wanted: string, { state, space }: Call): ValueRecord[] {
  return state.valueLists
    .in(space)
    .valuesOf(listId)
    .filter(({ value }) => value === wanted);
}

function withoutVersion({ _version, ...value }: ValueRecord): unknown {
  return value;
}

function change(call: Call): Reply {
  const { state, space, now, user } = call;
  const body = decodeBody<{ id: string; value?: string }>(changedValue, call.body);
  const { values } = state.valueLists.in(space);
  const old = values.get(body.id);
  if (old === undefined) throw securityError(404, `list item id: "${body.id}" not found`);
  const next = {
    ...old,
    value: body.value ?? old.value,
    _version: encodeVersion(state.nextSequence()),
    updated_at: now,
    updated_by: user.name,
  };
  values.set(next.id, next);
  return { body: next };
}

function remove(call: Call): Reply {
  const { query, state, space } = call;
  const { values } = state.valueLists.in(space);
  const id = query.get('id');
  if (id !== null) {
    const value = values.get(id);
    if (value === undefined) throw securityError(404, `list item with id: "${id}" not found`);
    values.delete(id);
    return { body: value };
  }
  const equal = equalValues(query.get('list_id') ?? '', query.get('value') ?? '', call);
  for (const value of equal) values.delete(value.id);
  return { body: equal.map(withoutVersion) };
}

function find(call: Call): Reply {
  const { query, state, space } = call;
  const list = existingValueList(query.get('list_id') ?? '', call);
  const all = state.valueLists.in(space).valuesOf(list.id);
  const [page, size] = [Number(query.get('page') ?? 1), Number(query.get('per_page') ?? 20)];
  const data = all.slice((page - 1) * size, page * size);
  return { body: { cursor: positionCursor(page * size, data), data, page, per_page: size, total: all.length } };
}

/** Lines that do not parse are dropped without a word. */
function importFile(call: Call): Reply {
  const { query, form, state, space } = call;
  const [listId, type] = [query.get('list_id'), query.get('type')];
  if (listId === null && type === null) {
    throw securityError(400, 'Either type or list_id need to be defined in the query');
  }
  if (listId !== null && !state.valueLists.in(space).lists.has(listId)) {
    throw securityError(409, `list id: "${listId}" does not exist`);
  }
  const name = form?.filename ?? '';
  const list =
    listId === null
      ? storeValueList({ id: name, name, description: `File uploaded from file system of ${name}`, type }, call)
      : existingValueList(listId, call);
  for (const line of (form?.text ?? '').split('\n')) {
    if (line.trim() !== '' && parses(list.type, line.trim())) storeValue(list, line.trim(), call);
  }
  return { body: list };
}

function exportFile(call: Call): Reply {
  const { query, state, space } = call;
  const id = query.get('list_id') ?? '';
  const lists = state.valueLists.in(space);
  const list = lists.lists.get(id);
  if (list === undefined) throw securityError(400, `list_id: ${id} does not exist`);
  return {
    ...ndjson([], list.name),
    body: lists
      .valuesOf(id)
      .map(({ value }) => `${value}\n`)
      .join(''),
  };
}

const IPV4 = /^(\d{1,3}\.){3}\d{1,3}$/;

/** Whether Elasticsearch would index the value, for the types that tests use. */
function parses(type: string, value: string): boolean {
  const isAddress = (text: string): boolean => IPV4.test(text) || text.includes(':');
  if (type === 'ip') return isAddress(value);
  if (type === 'ip_range') {
    const [from = '', to] = value.split(/[-/]/);
    return to !== undefined && isAddress(from);
  }
  if (['long', 'integer', 'short', 'byte', 'double', 'float'].includes(type))
    return value !== '' && !Number.isNaN(Number(value));
  return true;
}
