/** Bodies and queries of exception lists and items (security-api 2.2, 2.3). Order of members is order of problems. */
import type { Features } from '../features';
import {
  anyOf,
  defaulted,
  filled,
  fits,
  listOf,
  members,
  oneOf,
  optional,
  positive,
  record,
  text,
  type Codec,
} from '../schema/codec';

const LIST_TYPES = [
  'detection',
  'rule_default',
  'endpoint',
  'endpoint_trusted_apps',
  'endpoint_events',
  'endpoint_host_isolation_exceptions',
  'endpoint_blocklists',
];

const namespace = defaulted(oneOf('single', 'agnostic'));
const osTypes = optional(listOf(oneOf('linux', 'macos', 'windows')));
const tags = optional(listOf(text));
const meta = optional(record);

const listMembers = {
  description: text,
  name: text,
  type: oneOf(...LIST_TYPES),
  meta,
  namespace_type: namespace,
  os_types: osTypes,
  tags,
  version: optional(positive),
};

export const newList = members({ ...listMembers, list_id: optional(filled) });
export const changedList = members({
  ...listMembers,
  _version: optional(text),
  id: optional(filled),
  list_id: optional(filled),
});

/** A list in a file may carry everything that an export writes. */
export const importedList = members({
  ...listMembers,
  list_id: filled,
  ...Object.fromEntries(
    ['_version', 'id', 'immutable', 'created_at', 'created_by', 'updated_at', 'updated_by', 'tie_breaker_id'].map(
      (name) => [name, fits(() => true)],
    ),
  ),
});

const operator = oneOf('included', 'excluded');
const head = { field: filled, operator };
const match = members({ ...head, type: oneOf('match'), value: filled });
const matchAny = members({ ...head, type: oneOf('match_any'), value: listOf(filled, 1) });
const list = members({ field: filled, list: members({ id: filled, type: filled }), operator, type: oneOf('list') });
const exists = members({ ...head, type: oneOf('exists') });
const nested = members({ entries: listOf(anyOf(match, matchAny, exists), 1), field: filled, type: oneOf('nested') });
const wildcard = members({ ...head, type: oneOf('wildcard'), value: filled });

const entries: Codec = (value, path) => {
  const decoded = listOf(anyOf(match, matchAny, list, exists, nested, wildcard), 1)(value, path);
  if (decoded.problems.length > 0) return decoded;
  const kinds = new Set((value as Array<{ type: string }>).map(({ type }) => type));
  const isMixed = kinds.has('list') && kinds.size > 1;
  return isMixed ? { value, problems: ['Cannot have entry of type list and other'] } : decoded;
};

const newComment = members({ comment: filled });
const oldComment = members({ comment: filled, id: optional(filled) });
const exportedComment = members({
  comment: filled,
  ...Object.fromEntries(
    ['id', 'created_at', 'created_by', 'updated_at', 'updated_by'].map((name) => [name, optional(text)]),
  ),
});

export interface ItemSchemas {
  created: Codec;
  changed: Codec;
  imported: Codec;
  /** Items for the default list of a rule. */
  ofRule: Codec;
}

export function itemSchemas({ strictExpireTime }: Features): ItemSchemas {
  const common = {
    description: text,
    entries,
    name: text,
    type: oneOf('simple'),
    expire_time: optional(fits((value) => isTime(value, strictExpireTime))),
    meta,
    namespace_type: namespace,
    os_types: osTypes,
    tags,
  };
  const created = { ...common, list_id: filled, comments: optional(listOf(newComment)), item_id: optional(filled) };
  const { namespace_type: _namespace, list_id: _list, ...ofRule } = created;
  return {
    created: members(created),
    changed: members({
      ...common,
      _version: optional(text),
      comments: optional(listOf(oldComment)),
      id: optional(filled),
      item_id: optional(filled),
    }),
    imported: members({
      ...created,
      item_id: filled,
      comments: optional(listOf(exportedComment)),
      ...Object.fromEntries(
        ['_version', 'id', 'created_at', 'created_by', 'updated_at', 'updated_by', 'tie_breaker_id'].map((name) => [
          name,
          fits(() => true),
        ]),
      ),
    }),
    ofRule: members({ items: listOf(members({ ...ofRule, namespace_type: namespace })) }),
  };
}

function isTime(value: unknown, strict: boolean): boolean {
  if (typeof value !== 'string' || Number.isNaN(Date.parse(value))) return false;
  return !strict || new Date(value).toISOString() === value;
}

const naturalText = fits((value) => typeof value === 'string' && /^[1-9]\d*$/.test(value));
const paging = {
  filter: optional(text),
  page: defaulted(naturalText),
  per_page: defaulted(naturalText),
  sort_field: optional(text),
  sort_order: optional(oneOf('asc', 'desc')),
};

export const listQuery = members({ id: optional(filled), list_id: optional(filled), namespace_type: namespace });
export const itemQuery = members({ id: optional(filled), item_id: optional(filled), namespace_type: namespace });
export const findListsQuery = members({ ...paging, namespace_type: optional(text) });
export const findItemsQuery = members({
  list_id: filled,
  ...paging,
  namespace_type: optional(text),
  search: optional(text),
});
