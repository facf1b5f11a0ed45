/** How bodies become lists and items, and what a replacement leaves of the old ones (security-api 2.2, 2.3). */
import { securityError, versionConflict } from '../errors';
import { decodeVersion, encodeVersion } from '../state';
import type { Call } from '../types';
import type { Comment, ItemRecord, ListRecord, Namespace } from './exception_table';

export type Body = Record<string, unknown>;

export function newListRecord(body: Body, call: Call): ListRecord {
  const { state } = call;
  refuseMeta(body, call);
  return {
    ...stamps(call),
    description: body['description'],
    id: state.newId(),
    immutable: false,
    list_id: body['list_id'] ?? state.newId(),
    name: body['name'],
    namespace_type: (body['namespace_type'] ?? 'single') as Namespace,
    // Lists do not keep them, whatever was sent.
    os_types: [],
    tags: body['tags'] ?? [],
    tie_breaker_id: state.newId(),
    type: body['type'],
    version: body['version'] ?? 1,
  } as unknown as ListRecord;
}

/** A full replacement; the version counts on unless the body sets it. */
export function replacedList(old: ListRecord, body: Body, call: Call): ListRecord {
  checkLock(`exception-list:${old.id}`, old._version, body['_version']);
  refuseMeta(body, call);
  return {
    ...old,
    ...changeStamps(call),
    description: body['description'],
    name: body['name'],
    tags: body['tags'] ?? [],
    type: body['type'],
    version: body['version'] ?? old.version + 1,
  } as unknown as ListRecord;
}

export function newItemRecord(body: Body, listId: string, call: Call): ItemRecord {
  const { state } = call;
  refuseMeta(body, call);
  return {
    ...stamps(call),
    ...itemContent(body),
    comments: comments(body, call),
    id: state.newId(),
    item_id: body['item_id'] ?? state.newId(),
    list_id: listId,
    namespace_type: body['namespace_type'] ?? 'single',
    tie_breaker_id: state.newId(),
  } as unknown as ItemRecord;
}

/** A full replacement, comments apart: those that exist stay as they are, new ones are added. */
export function replacedItem(old: ItemRecord, body: Body, call: Call): ItemRecord {
  checkLock(`exception-list:${old.id}`, old._version, body['_version']);
  refuseMeta(body, call);
  const { expire_time: _expired, ...kept } = old;
  return {
    ...kept,
    ...changeStamps(call),
    ...itemContent(body),
    comments: [...old.comments, ...comments(body, call)],
  } as unknown as ItemRecord;
}

function itemContent(body: Body): Body {
  return {
    description: body['description'],
    entries: body['entries'],
    ...(body['expire_time'] === undefined ? {} : { expire_time: body['expire_time'] }),
    name: body['name'],
    os_types: body['os_types'] ?? [],
    tags: body['tags'] ?? [],
    type: body['type'],
  };
}

/** Comments of a body that have no id yet. */
function comments(body: Body, { state, now, user }: Call): Comment[] {
  return ((body['comments'] ?? []) as Array<Partial<Comment>>)
    .filter(({ id }) => id === undefined)
    .map(({ comment }) => ({ comment: String(comment), created_at: now, created_by: user.name, id: state.newId() }));
}

function stamps(call: Call): Body {
  return { ...changeStamps(call), created_at: call.now, created_by: call.user.name };
}

function changeStamps({ state, now, user }: Call): Body {
  return { _version: encodeVersion(state.nextSequence()), updated_at: now, updated_by: user.name };
}

/** @throws Refusal 400 for what is no version, 409 for a stale one */
function checkLock(document: string, current: string, sent: unknown): void {
  if (sent === undefined) return;
  const required = decodeVersion(String(sent));
  if (required === undefined) throw securityError(400, `Invalid version [${String(sent)}]`);
  const stored = decodeVersion(current) as number;
  if (required !== stored) throw securityError(409, versionConflict(document, required, stored));
}

/** The schema wants an object, the mapping of the saved object a keyword: nothing can be stored. */
function refuseMeta({ meta }: Body, { state }: Call): void {
  if (meta === undefined) return;
  const problem =
    `failed to parse field [exception-list.meta] of type [keyword] in document with id 'exception-list:${state.newId()}'. ` +
    `Preview of field's value: '${asJava(meta)}'`;
  throw securityError(
    400,
    `${problem}: mapper_parsing_exception\n\tCaused by:\n\t\tillegal_state_exception: Can't get text on a START_OBJECT at ` +
      `1:1\n\tRoot causes:\n\t\tmapper_parsing_exception: ${problem}`,
  );
}

/** `{owner=x, nested={a=1}}` */
function asJava(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(asJava).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([name, inner]) => `${name}=${asJava(inner)}`)
    .join(', ')}}`;
}
