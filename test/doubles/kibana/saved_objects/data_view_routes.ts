/** Data views (security-api 5.2): saved objects with an API of their own. */
import { platformError } from '../errors';
import { encodeVersion } from '../state';
import type { Call, Reply, Route } from '../types';
import { notFound } from './object_export';
import { migratedVersion } from './object_types';
import type { SavedObjectRecord } from './saved_object_table';

const VIEWS = '/api/data_views';
const TYPE = 'index-pattern';
const MEMBERS = (
  'id version title name timeFieldName type typeMeta sourceFilters fields fieldFormats runtimeFieldMap fieldAttrs ' +
  'allowNoIndex allowHidden namespaces'
).split(' ');

interface ViewSpec {
  [member: string]: unknown;
  id?: string;
  title?: string;
  name?: string;
}

export function dataViewRoutes(): Route[] {
  const base = { version: '2023-10-31' } as const;
  const one = { ...base, path: `${VIEWS}/data_view/{id}` };
  return [
    { ...base, method: 'GET', path: VIEWS, privilege: 'savedObjects-read', handler: list },
    { ...base, method: 'POST', path: `${VIEWS}/data_view`, privilege: 'savedObjects-all', handler: create },
    {
      ...one,
      method: 'GET',
      privilege: 'savedObjects-read',
      handler: (call) => ({ body: { data_view: view(existing(call)) } }),
    },
    { ...one, method: 'POST', privilege: 'savedObjects-all', handler: update },
    {
      ...one,
      method: 'DELETE',
      privilege: 'savedObjects-all',
      handler: (call) => {
        call.state.savedObjects.remove(TYPE, existing(call).id);
        return {};
      },
    },
    {
      ...base,
      method: 'GET',
      path: `${VIEWS}/default`,
      privilege: 'savedObjects-read',
      handler: ({ state, space }) => ({ body: { data_view_id: state.defaultDataViews.get(space) ?? '' } }),
    },
    {
      ...base,
      method: 'POST',
      path: `${VIEWS}/default`,
      privilege: 'savedObjects-all',
      handler: ({ state, space, body }) => {
        const { data_view_id, force = false } = body as { data_view_id: string | null; force?: boolean };
        if (force || !state.defaultDataViews.has(space)) state.defaultDataViews.set(space, data_view_id);
        return { body: { acknowledged: true } };
      },
    },
  ];
}

function existing({ state, space, params }: Call): SavedObjectRecord {
  const id = params['id'] as string;
  const object = state.savedObjects.get(space, TYPE, id);
  if (object === undefined) throw platformError(404, notFound(TYPE, id).message);
  return object;
}

function nameOf({ attributes }: SavedObjectRecord): string {
  return String(attributes['name'] ?? attributes['title'] ?? '');
}

function list({ state, space }: Call): Reply {
  const views = state.savedObjects.all(space, TYPE).map((object) => {
    const { id, namespaces, attributes } = object;
    return { id, namespaces, title: attributes['title'], name: nameOf(object) };
  });
  return { body: { data_view: views } };
}

/** The fields of the indices behind it are left out; nothing reads them. */
function view(object: SavedObjectRecord, withNamespaces = true): Record<string, unknown> {
  const { id, version, attributes, namespaces } = object;
  const { timeFieldName } = attributes;
  return {
    id,
    version,
    title: attributes['title'],
    ...(timeFieldName === undefined ? {} : { timeFieldName }),
    sourceFilters: [],
    fields: {},
    fieldFormats: {},
    runtimeFieldMap: {},
    fieldAttrs: {},
    allowNoIndex: attributes['allowNoIndex'] === true,
    name: nameOf(object),
    allowHidden: false,
    ...(withNamespaces ? { namespaces } : {}),
  };
}

function create(call: Call): Reply {
  const { state, space, now, body } = call;
  const { data_view: spec, override = false } = body as { data_view: ViewSpec; override?: boolean };
  checkSpec(spec);
  const { id: asked, version: _version, ...attributes } = spec;
  const name = spec.name ?? spec.title ?? '';
  const sameName = state.savedObjects.all(space, TYPE).find((object) => name !== '' && nameOf(object) === name);
  if (sameName && !override) throw platformError(400, `Duplicate data view: ${name}`);
  if (sameName) state.savedObjects.remove(TYPE, sameName.id);
  const id = asked ?? state.newId();
  if (state.savedObjects.anywhere(TYPE, id)) throw platformError(400, `Saved object [${TYPE}/${id}] conflict`);
  const object = state.savedObjects.put({
    type: TYPE,
    id,
    namespaces: [space],
    attributes,
    references: [],
    managed: false,
    coreMigrationVersion: '8.8.0',
    typeMigrationVersion: migratedVersion(TYPE),
    created_at: now,
    updated_at: now,
    version: encodeVersion(state.nextSequence()),
  });
  if (!state.defaultDataViews.has(space)) state.defaultDataViews.set(space, id);
  return { body: { data_view: view(object) } };
}

function checkSpec(spec: ViewSpec): void {
  if (typeof spec.title !== 'string') {
    throw platformError(
      400,
      `[request body.data_view.title]: expected value of type [string] but got [${typeof spec.title}]`,
    );
  }
  const unknown = Object.keys(spec).find((name) => !MEMBERS.includes(name));
  if (unknown) throw platformError(400, `[request body.data_view.${unknown}]: definition for this key is missing`);
}

function update(call: Call): Reply {
  const { state, now, body } = call;
  const old = existing(call);
  const { data_view: changes } = body as { data_view: ViewSpec };
  const object = state.savedObjects.put({
    ...old,
    attributes: { ...old.attributes, ...changes },
    updated_at: now,
    version: encodeVersion(state.nextSequence()),
  });
  return { body: { data_view: view(object, false) } };
}
