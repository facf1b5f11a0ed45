import type { ExceptionItem } from '../../common/allowlist';
import type { ItemResult } from './outcomes';

export interface ExceptionList {
  /** The stack's own id. */
  id: string;
  list_id: string;
  name: string;
  description: string;
  type: string;
  namespace_type: 'single' | 'agnostic';
  tags: string[];
}

/** An exception item as stored, with what the stack adds. `ExceptionItem` is in Kibana's public spelling. */
export interface StoredExceptionItem extends ExceptionItem {
  id: string;
  /** Optimistic lock; pass it back in `update` and `remove`. */
  _version: string;
  created_at: string;
  created_by: string;
  updated_at: string;
  updated_by: string;
}

export interface ValueList {
  id: string;
  name: string;
  /** An Elasticsearch field type: keyword, ip, ip_range, text, long, date ... */
  type: string;
  /** At most `limit` values; `total` is the real number. */
  values: string[];
  total: number;
}

export interface ExceptionStore {
  /** Creates the list, or answers the existing one unchanged. Idempotent. */
  ensureList(list: Pick<ExceptionList, 'list_id' | 'name' | 'description' | 'tags'>): Promise<ExceptionList>;
  lists(): Promise<ExceptionList[]>;
  /** Removes the list with its items. `not_found` when there is none. Unlink it from rules first. */
  removeList(listId: string): Promise<void>;
  /** All items of the lists (by `list_id`), expired ones too. A list that does not exist has none. */
  items(listIds: readonly string[]): Promise<StoredExceptionItem[]>;
  /** @throws StackError `already_exists` when the item_id is taken, `not_found` when the list is missing */
  create(item: ExceptionItem): Promise<StoredExceptionItem>;
  /** Full replace by `item_id`. Comments can only be added. @throws StackError `conflict` when `version` is stale */
  update(item: ExceptionItem, version: string): Promise<StoredExceptionItem>;
  /** @throws StackError `not_found`, `conflict` */
  remove(itemId: string, version?: string): Promise<void>;
  /** Value lists by id with their values up to `limit`; unknown ids are left out. */
  valueLists(ids: readonly string[], limit: number): Promise<ValueList[]>;
  /** Imports exception NDJSON (lists and items); existing ids are reported, never overwritten. */
  importNdjson(lines: readonly string[]): Promise<Array<ItemResult<null>>>;
}
