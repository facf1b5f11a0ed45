/** `_find` of lists and items (security-api 2.3). */
import { KqlSyntaxError } from '../../../../common/kql';
import { securityError, windowProblem } from '../errors';
import { FilterKeyProblem, objectFilter, type ObjectType } from '../schema/object_filter';
import { decodeQuery } from '../schema/codec';
import type { Call, Reply } from '../types';
import { findItemsQuery, findListsQuery } from './exception_schema';
import type { ItemRecord, ListRecord, Namespace } from './exception_table';

const ATTRIBUTES = {
  list_type: 'keyword',
  list_id: 'keyword',
  item_id: 'keyword',
  name: 'text',
  description: 'text',
  type: 'keyword',
  tags: 'keyword',
  os_types: 'keyword',
  created_at: 'keyword',
  created_by: 'keyword',
  updated_by: 'keyword',
  expire_time: 'date',
  version: 'keyword',
  immutable: 'boolean',
  tie_breaker_id: 'keyword',
  'entries.field': 'keyword',
  'entries.operator': 'keyword',
  'entries.type': 'keyword',
  'entries.value': 'keyword',
  'entries.list.id': 'keyword',
  'entries.list.type': 'keyword',
  'entries.entries.field': 'keyword',
  'entries.entries.value': 'keyword',
  'comments.comment': 'keyword',
};

const OBJECT_NAMES: Readonly<Record<Namespace, string>> = {
  single: 'exception-list',
  agnostic: 'exception-list-agnostic',
};

interface Paging {
  filter?: string;
  page?: string;
  per_page?: string;
  sort_field?: string;
  sort_order?: 'asc' | 'desc';
  namespace_type?: string;
}

export function findLists(call: Call): Reply {
  const query = decodeQuery<Paging>(findListsQuery, call.query);
  const namespaces = (query.namespace_type ?? 'single').split(',') as Namespace[];
  const isList = namespaces.map((one) => `${OBJECT_NAMES[one]}.attributes.list_type: list`).join(' OR ');
  const kql = query.filter ? `(${isList}) AND ${query.filter}` : `(${isList})`;
  const lists = namespaces.flatMap((namespace) => call.state.exceptions.lists({ space: call.space, namespace }));
  return page(filtered(lists, 'list', kql, namespaces, call), query);
}

export function findItems(call: Call): Reply {
  const query = decodeQuery<Paging & { list_id: string; search?: string }>(findItemsQuery, call.query);
  const ids = query.list_id.split(',');
  const namespaces = (query.namespace_type ?? 'single').split(',') as Namespace[];
  if (ids.length !== namespaces.length) {
    throw securityError(
      400,
      'list_id and namespace_id need to have the same comma separated number of values. Expected list_id length: ' +
        `${ids.length} to equal namespace_type length: ${namespaces.length}`,
    );
  }
  const filters = splitFilters(query.filter ?? '');
  const asked = ids.map((id, at) => ({ id, namespace: namespaces[at] as Namespace, filter: filters[at] ?? '' }));
  const { state, space } = call;
  const known = asked.filter(({ id, namespace }) => state.exceptions.list({ space, namespace }, { list_id: id }));
  if (known.length === 0) throw securityError(404, `exception list id: "${query.list_id}" does not exist`);
  const kql = known.map(itemsKql).join(' OR ');
  const items = [...new Set(namespaces)].flatMap((namespace) => state.exceptions.allItems({ space, namespace }));
  const found = filtered(items, 'item', kql, namespaces, call);
  return page(query.search ? found.filter(hasWord(query.search)) : found, query);
}

function itemsKql({ id, namespace, filter }: { id: string; namespace: Namespace; filter: string }): string {
  const prefix = `${OBJECT_NAMES[namespace]}.attributes`;
  const ofList = `(${prefix}.list_type: item AND ${prefix}.list_id: ${JSON.stringify(id)})`;
  return filter === '' ? ofList : `(${ofList} AND (${filter}))`;
}

/** One filter for each list, separated by commas outside of quotes. */
function splitFilters(text: string): string[] {
  const parts = [''];
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    if (character === ',' && !quoted) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}

function filtered<T extends ListRecord | ItemRecord>(
  objects: readonly T[],
  listType: 'list' | 'item',
  kql: string,
  namespaces: readonly Namespace[],
  { state }: Call,
): T[] {
  const types: ObjectType[] = [...new Set(namespaces)].map((one) => ({
    name: OBJECT_NAMES[one],
    attributes: ATTRIBUTES,
  }));
  try {
    const fits = objectFilter(kql, types, state.now());
    return objects.filter((object) =>
      fits({ type: OBJECT_NAMES[object.namespace_type], attributes: { ...object, list_type: listType } }),
    );
  } catch (error) {
    if (error instanceof KqlSyntaxError) throw securityError(400, `KQLSyntaxError: ${error.message}: Bad Request`);
    if (error instanceof FilterKeyProblem) throw securityError(400, `${error.message}: Bad Request`);
    throw error;
  }
}

/** A word of the name or the description. */
function hasWord(search: string): (item: ItemRecord) => boolean {
  const wanted = search.toLowerCase().split(/\W+/);
  return ({ name, description }) => {
    const words = `${name} ${String(description)}`.toLowerCase().split(/\W+/);
    return wanted.some((word) => words.includes(word));
  };
}

function page<T extends ListRecord | ItemRecord>(objects: readonly T[], query: Paging): Reply {
  const number = Number(query.page ?? 1);
  const size = Number(query.per_page ?? 20);
  if (number * size > 10_000) throw securityError(400, windowProblem(number * size));
  const sorted = query.sort_field === undefined ? objects : [...objects].sort(by(query.sort_field, query.sort_order));
  const data = sorted.slice((number - 1) * size, number * size);
  return { body: { data, page: number, per_page: size, total: objects.length } };
}

function by(
  field: string,
  order: 'asc' | 'desc' = 'desc',
): (a: Record<string, unknown>, b: Record<string, unknown>) => number {
  const sign = order === 'asc' ? 1 : -1;
  return (a, b) => {
    const [left, right] = [String(a[field] ?? ''), String(b[field] ?? '')];
    return left === right ? 0 : left < right ? -sign : sign;
  };
}
