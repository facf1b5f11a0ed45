/** Single saved objects over HTTP, deprecated since 8.7 but answered, and their search (security-api 5.1). */
import { platformError, windowProblem } from '../errors';
import { encodeVersion } from '../state';
import type { Call, Reply, Route } from '../types';
import { notFound } from './object_export';
import { checkAttributes } from './object_types';
import type { Reference, SavedObjectRecord } from './saved_object_table';

const OBJECTS = '/api/saved_objects';
const CREATED_VERSION = '8.0.0';

interface NewObject {
  attributes: Record<string, unknown>;
  references?: Reference[];
}

export function savedObjectRoutes(): Route[] {
  return [
    { method: 'GET', path: `${OBJECTS}/_find`, privilege: 'savedObjects-read', handler: find },
    { method: 'POST', path: `${OBJECTS}/_bulk_get`, privilege: 'savedObjects-read', handler: bulkGet },
    {
      method: 'GET',
      path: `${OBJECTS}/resolve/{type}/{id}`,
      privilege: 'savedObjects-read',
      handler: (call) => ({ body: { saved_object: answer(existing(call)), outcome: 'exactMatch' } }),
    },
    {
      method: 'GET',
      path: `${OBJECTS}/{type}/{id}`,
      privilege: 'savedObjects-read',
      handler: (call) => ({ body: answer(existing(call)) }),
    },
    { method: 'POST', path: `${OBJECTS}/{type}/{id}`, privilege: 'savedObjects-all', handler: create },
    { method: 'POST', path: `${OBJECTS}/{type}`, privilege: 'savedObjects-all', handler: create },
    { method: 'PUT', path: `${OBJECTS}/{type}/{id}`, privilege: 'savedObjects-all', handler: update },
    {
      method: 'DELETE',
      path: `${OBJECTS}/{type}/{id}`,
      privilege: 'savedObjects-all',
      handler: (call) => {
        const { type, id } = existing(call);
        call.state.savedObjects.remove(type, id);
        return { body: {} };
      },
    },
  ];
}

/** @throws Refusal 404 */
function existing({ state, space, params }: Call): SavedObjectRecord {
  const [type, id] = [params['type'] as string, params['id'] as string];
  const object = state.savedObjects.get(space, type, id);
  if (object === undefined) throw platformError(404, notFound(type, id).message);
  return object;
}

export function answer({ originId: _origin, ...object }: SavedObjectRecord): Record<string, unknown> {
  return { ...object, migrationVersion: { [object.type]: object.typeMigrationVersion } };
}

function create(call: Call): Reply {
  const { state, space, params, query, now, features } = call;
  const { attributes, references = [] } = call.body as NewObject;
  const type = params['type'] as string;
  const id = params['id'] ?? state.newId();
  const taken = state.savedObjects.anywhere(type, id);
  const mayOverwrite = query.get('overwrite') === 'true' && taken?.namespaces.includes(space);
  checkAttributes(type, attributes, features);
  if (taken && !mayOverwrite) throw platformError(409, `Saved object [${type}/${id}] conflict`);
  const object = state.savedObjects.put({
    type,
    id,
    namespaces: [space],
    attributes,
    references,
    managed: false,
    coreMigrationVersion: '8.8.0',
    typeMigrationVersion: CREATED_VERSION,
    created_at: now,
    updated_at: now,
    version: encodeVersion(state.nextSequence()),
  });
  return { body: answer(object) };
}

function update(call: Call): Reply {
  const { state, now } = call;
  const old = existing(call);
  const { attributes } = call.body as NewObject;
  const version = encodeVersion(state.nextSequence());
  state.savedObjects.put({ ...old, attributes: { ...old.attributes, ...attributes }, updated_at: now, version });
  const { id, type, namespaces } = old;
  return { body: { id, type, updated_at: now, version, namespaces, attributes } };
}

function bulkGet({ state, space, body }: Call): Reply {
  const objects = (body as Array<{ type: string; id: string }>).map(({ type, id }) => {
    const object = state.savedObjects.get(space, type, id);
    return object ? answer(object) : { id, type, error: notFound(type, id) };
  });
  return { body: { saved_objects: objects } };
}

function find({ query, state, space }: Call): Reply {
  const types = query.getAll('type');
  if (types.length === 0) {
    throw platformError(400, '[request query.type]: expected at least one defined value but got [undefined]');
  }
  const [page, size] = [Number(query.get('page') ?? 1), Number(query.get('per_page') ?? 20)];
  if (page * size > 10_000) throw platformError(400, windowProblem(page * size));
  const found = types
    .flatMap((type) => state.savedObjects.all(space, type))
    .filter(matchesText(query.get('search'), query.getAll('search_fields')))
    .filter(refersTo(query.get('has_reference')));
  const fields = query.getAll('fields');
  const shown = found.slice((page - 1) * size, page * size).map((object) => ({
    ...answer(object),
    ...(fields.length > 0 ? { attributes: only(object.attributes, fields) } : {}),
    score: 0,
  }));
  return { body: { page, per_page: size, total: found.length, saved_objects: shown } };
}

/** Words and beginnings of words, in the named attributes. */
function matchesText(search: string | null, fields: readonly string[]): (object: SavedObjectRecord) => boolean {
  if (search === null) return () => true;
  const wanted = search.toLowerCase();
  return ({ attributes }) => {
    const words = fields.flatMap((field) =>
      String(attributes[field] ?? '')
        .toLowerCase()
        .split(/\W+/),
    );
    return wanted.endsWith('*') ? words.some((word) => word.startsWith(wanted.slice(0, -1))) : words.includes(wanted);
  };
}

function refersTo(reference: string | null): (object: SavedObjectRecord) => boolean {
  if (reference === null) return () => true;
  const { type, id } = JSON.parse(reference) as { type: string; id: string };
  return ({ references }) => references.some((one) => one.type === type && one.id === id);
}

function only(attributes: Readonly<Record<string, unknown>>, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => fields.includes(name)));
}
