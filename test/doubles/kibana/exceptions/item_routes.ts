/** Exception items: create, read, replace, delete, find; items for the default list of a rule (security-api 2.1, 2.3, 2.5). */
import { securityError } from '../errors';
import type { Features } from '../features';
import { decodeBody, decodeParams, decodeQuery, fits, members } from '../schema/codec';
import { patchedRule } from '../rules/rule_record';
import type { RuleRecord } from '../rules/rule_table';
import type { Call, Route } from '../types';
import { findItems } from './exception_find';
import { newItemRecord, newListRecord, replacedItem, type Body } from './exception_records';
import { itemQuery, itemSchemas } from './exception_schema';
import type { ItemKey, ItemRecord, ListRecord, Namespace } from './exception_table';
import { listOfItems, scopeOf, stored } from './list_routes';

const ITEMS = '/api/exception_lists/items';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MOST_ITEMS = 10_000;

interface ItemQuery extends ItemKey {
  namespace_type?: Namespace;
}

export function exceptionItemRoutes(features: Features): Route[] {
  const schemas = itemSchemas(features);
  const base = { path: ITEMS, version: '2023-10-31' } as const;
  return [
    {
      ...base,
      method: 'POST',
      privilege: 'exceptions-all',
      handler: (call) => ({ body: create(decodeBody<Body & ItemQuery>(schemas.created, call.body), call) }),
    },
    {
      ...base,
      method: 'GET',
      privilege: 'exceptions-read',
      handler: (call) => ({ body: existingItem(decodeQuery<ItemQuery>(itemQuery, call.query), call) }),
    },
    {
      ...base,
      method: 'PUT',
      privilege: 'exceptions-all',
      handler: (call) => {
        const body = decodeBody<Body & ItemQuery>(schemas.changed, call.body);
        const old = existingItem(body, call);
        return { body: call.state.exceptions.putItem(scopeOf(call, body), replacedItem(old, body, call)) };
      },
    },
    {
      ...base,
      method: 'DELETE',
      privilege: 'exceptions-all',
      handler: (call) => {
        const key = decodeQuery<ItemQuery>(itemQuery, call.query);
        const item = existingItem(key, call);
        call.state.exceptions.removeItem(scopeOf(call, key), item);
        return { body: item };
      },
    },
    { ...base, method: 'GET', path: `${ITEMS}/_find`, privilege: 'exceptions-read', handler: findItems },
    {
      ...base,
      method: 'POST',
      path: '/api/detection_engine/rules/{id}/exceptions',
      privilege: 'exceptions-all',
      handler: (call) => {
        decodeParams(members({ id: fits((value) => UUID.test(String(value))) }), call.params);
        const { items } = decodeBody<{ items: Body[] }>(schemas.ofRule, call.body);
        return { body: addToRule(items, call) };
      },
    },
  ];
}

function create(body: Body & ItemQuery, call: Call): ItemRecord {
  const scope = scopeOf(call, body);
  const list = listOfItems(String(body['list_id']), scope, call);
  const { exceptions } = call.state;
  if (body.item_id !== undefined && exceptions.item(scope, { item_id: body.item_id })) {
    throw securityError(409, `exception list item id: "${body.item_id}" already exists`);
  }
  if (exceptions.itemsOf(scope, list.list_id).length >= MOST_ITEMS) {
    throw securityError(400, `Failed to add exception item, exception list would be over ${MOST_ITEMS} items`);
  }
  return exceptions.putItem(scope, newItemRecord(body, list.list_id, call));
}

/** @throws Refusal 404 */
function existingItem(key: ItemQuery, call: Call): ItemRecord {
  const { id, item_id } = key;
  if (id === undefined && item_id === undefined) throw securityError(404, 'either id or item_id need to be defined');
  const item = call.state.exceptions.item(scopeOf(call, key), key);
  if (item !== undefined) return item;
  const named = id === undefined ? `item_id: "${item_id}"` : `id: "${id}"`;
  throw securityError(404, `exception list item ${named} does not exist`);
}

/** Makes the rule's own list with the first item. The same `item_id` again makes a second item. */
function addToRule(items: readonly Body[], call: Call): ItemRecord[] {
  const { state, space, params } = call;
  const id = params['id'] as string;
  const rule = state.rules.byId(space, id);
  if (rule === undefined) {
    throw securityError(500, `Unable to add exception to rule - rule with id:"${id}" not found`);
  }
  if (items.length === 0) return [];
  const { list_id } = defaultList(rule, call);
  const scope = scopeOf(call, {});
  return items.map((item) => state.exceptions.putItem(scope, newItemRecord(item, list_id, call)));
}

function defaultList(rule: RuleRecord, call: Call): { list_id: string } {
  const own = rule.exceptions_list.find(({ type }) => type === 'rule_default');
  if (own !== undefined) return own;
  const body = {
    description: `Exception list containing exceptions for rule with id: ${rule.id}`,
    name: `Exceptions for rule - ${rule.name}`,
    tags: ['default_rule_exception_list'],
    type: 'rule_default',
  };
  const list: ListRecord = stored(newListRecord(body, call), call);
  const { id, list_id, type, namespace_type } = list;
  const refs = [...rule.exceptions_list, { id, list_id, type, namespace_type }];
  call.state.rules.put(call.space, patchedRule(rule, { exceptions_list: refs }, call));
  return list;
}
