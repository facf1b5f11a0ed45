/** Exception lists and items in Kibana's answers, and the bodies that Kibana takes: unknown members are refused. */
import type { ExceptionItem } from '../../../../common/allowlist';
import type { ExceptionList, StoredExceptionItem } from '../../exceptions';

/** More members than these come back (`tie_breaker_id`, `immutable`, `version` ...); they are left out. */
export function toList({ id, list_id, name, description, type, namespace_type, tags }: ExceptionList): ExceptionList {
  return { id, list_id, name, description, type, namespace_type, tags };
}

export function toItem(raw: StoredExceptionItem): StoredExceptionItem {
  const { id, _version, created_at, created_by, updated_at, updated_by } = raw;
  return { ...contentOf(raw), comments: raw.comments, id, _version, created_at, created_by, updated_at, updated_by };
}

/** What a person decided, without list, comments and traces. */
function contentOf(item: ExceptionItem): Omit<ExceptionItem, 'comments'> {
  const { item_id, list_id, namespace_type, name, description, entries, os_types, tags, expire_time } = item;
  return {
    item_id,
    list_id,
    namespace_type,
    type: 'simple',
    name,
    description,
    entries,
    os_types,
    tags,
    // 8.12 takes no other spelling than the one with milliseconds.
    ...(expire_time ? { expire_time: new Date(expire_time).toISOString() } : {}),
  };
}

export function createBody(item: ExceptionItem): object {
  return { ...contentOf(item), comments: item.comments.map(({ comment }) => ({ comment })) };
}

/** A replacement. Stored comments can neither be changed nor removed, so only new ones are sent; an item cannot move. */
export function updateBody(item: ExceptionItem, version: string): object {
  const { list_id: _fixed, ...content } = contentOf(item);
  const added = item.comments.filter(({ id }) => id === undefined).map(({ comment }) => ({ comment }));
  return { ...content, comments: added, _version: version };
}
