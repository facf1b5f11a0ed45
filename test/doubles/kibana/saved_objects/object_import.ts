/**
 * `_import` (security-api 5.1). With one conflict or missing reference nothing of the file is written, although the
 * answer lists the others as done.
 */
import { platformError, Refusal } from '../errors';
import { parseLines, uploadedText } from '../schema/ndjson';
import { encodeVersion } from '../state';
import type { Call, Reply, Route } from '../types';
import {
  checkAttributes,
  isImportable,
  metaOf,
  migratedAttributes,
  migratedVersion,
  problemMeta,
} from './object_types';
import type { Reference, SavedObjectRecord } from './saved_object_table';

const MAX_BYTES = 26_214_400;
/** References that must exist. */
const CHECKED_REFERENCES = new Set(['index-pattern', 'search']);

interface FileObject {
  type: string;
  id: string;
  attributes: Record<string, unknown>;
  references?: Reference[];
  managed?: boolean;
  typeMigrationVersion?: string;
}

interface ImportError {
  type: string;
  id: string;
  meta: unknown;
  error: Record<string, unknown>;
  overwrite?: boolean;
}

/** Where an object goes. */
interface Target {
  object: FileObject;
  id: string;
  overwrites: boolean;
}

export const objectImportRoute: Route = {
  method: 'POST',
  path: '/api/saved_objects/_import',
  maxBytes: MAX_BYTES,
  upload: true,
  privilege: 'savedObjects-all',
  handler: importObjects,
};

function importObjects(call: Call): Reply {
  const flag = (name: string): boolean => call.query.get(name) === 'true';
  const [overwrite, copies] = [flag('overwrite'), flag('createNewCopies')];
  if (overwrite && copies) {
    throw platformError(400, '[request query]: cannot use [overwrite] with [createNewCopies]');
  }
  const objects = readObjects(call);
  const errors: ImportError[] = [];
  const supported = objects.filter((object) => isSupported(object, errors));
  const complete = supported.filter((object) => hasReferences(object, supported, call, errors));
  const targets = complete.flatMap((object) => targetOf(object, { overwrite, copies }, call, errors) ?? []);
  // Problems that the user could solve in a second call stop the writing, but not the listing.
  const stops = errors.some(({ error }) => error['type'] !== 'unsupported_type');
  const ids = new Map(targets.map(({ object, id }) => [`${object.type}/${object.id}`, id]));
  const done = targets.filter((target) => stops || write(target, ids, call, errors, overwrite));
  return {
    body: {
      successCount: done.length,
      success: errors.length === 0,
      warnings: [],
      ...(done.length > 0 ? { successResults: done.map(success) } : {}),
      ...(errors.length > 0 ? { errors } : {}),
    },
  };
}

function readObjects(call: Call): FileObject[] {
  const lines = parseLines(uploadedText(call, 'platform'));
  const broken = lines.find((line) => line.broken !== undefined);
  if (broken) throw platformError(400, broken.broken as string);
  const objects = lines.map(({ value }) => value as FileObject).filter((value) => !('exportedCount' in value));
  if (objects.some(({ attributes, id }) => attributes === undefined || id === '')) {
    throw platformError(500, 'An internal server error occurred. Check Kibana server logs for details.');
  }
  const future = objects.find(
    ({ type, typeMigrationVersion: version }) => version && isAbove(version, migratedVersion(type)),
  );
  if (future) {
    throw platformError(
      422,
      `Document "${future.id}" belongs to a more recent version of Kibana [${future.typeMigrationVersion}] when the ` +
        `last known version is [${migratedVersion(future.type)}].`,
    );
  }
  return objects;
}

function isAbove(version: string, known: string): boolean {
  return Number(version.split('.')[0]) > Number(known.split('.')[0]) + 1;
}

function isSupported({ type, id, attributes }: FileObject, errors: ImportError[]): boolean {
  if (isImportable(type)) return true;
  if (type === 'alert') {
    const message =
      'Predefined IDs are not allowed for saved objects with encrypted attributes unless the ID is a UUID.: Bad Request';
    errors.push({ id, type, meta: {}, error: { message, statusCode: 400, error: 'Bad Request', type: 'unknown' } });
  } else {
    errors.push({ id, type, meta: problemMeta(type, attributes), error: { type: 'unsupported_type' } });
  }
  return false;
}

function hasReferences(
  { type, id, attributes, references = [] }: FileObject,
  file: readonly FileObject[],
  { state, space }: Call,
  errors: ImportError[],
): boolean {
  const missing = references.filter(
    (reference) =>
      CHECKED_REFERENCES.has(reference.type) &&
      !file.some((one) => one.type === reference.type && one.id === reference.id) &&
      !state.savedObjects.get(space, reference.type, reference.id) &&
      !state.savedObjects.byOrigin(space, reference.type, reference.id),
  );
  if (missing.length === 0) return true;
  const named = missing.map((reference) => ({ type: reference.type, id: reference.id }));
  errors.push({
    id,
    type,
    meta: problemMeta(type, attributes),
    error: { type: 'missing_references', references: named },
  });
  return false;
}

function targetOf(
  object: FileObject,
  { overwrite, copies }: { overwrite: boolean; copies: boolean },
  { state, space }: Call,
  errors: ImportError[],
): Target | undefined {
  const { type, id, attributes } = object;
  const { savedObjects } = state;
  if (copies) return { object, id: state.newId(), overwrites: false };
  const here = savedObjects.get(space, type, id) ?? savedObjects.byOrigin(space, type, id);
  if (here === undefined) {
    // The id may be taken in another space: then this space gets one of its own.
    return { object, id: savedObjects.anywhere(type, id) ? state.newId() : id, overwrites: false };
  }
  if (overwrite) return { object, id: here.id, overwrites: true };
  const destination = here.id === id ? {} : { destinationId: here.id };
  errors.push({ type, id, meta: problemMeta(type, attributes), error: { type: 'conflict', ...destination } });
  return undefined;
}

function write(
  { object, id }: Target,
  ids: ReadonlyMap<string, string>,
  { state, space, now, features }: Call,
  errors: ImportError[],
  overwrite: boolean,
): boolean {
  const { type, attributes, references = [], managed = false } = object;
  try {
    checkAttributes(type, attributes, features);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { message, statusCode, error: name } = error.body as { message: string; statusCode: number; error: string };
    const output = { statusCode, payload: { message, statusCode, error: name }, headers: {} };
    errors.push({
      id: object.id,
      type,
      meta: problemMeta(type, attributes),
      error: { isBoom: true, isServer: false, data: null, output, type: 'unknown' },
      ...(overwrite ? { overwrite } : {}),
    });
    return false;
  }
  const record: SavedObjectRecord = {
    type,
    id,
    namespaces: [space],
    attributes: migratedAttributes(type, attributes, features),
    references: references.map((reference) => ({
      ...reference,
      id:
        ids.get(`${reference.type}/${reference.id}`) ??
        state.savedObjects.byOrigin(space, reference.type, reference.id)?.id ??
        reference.id,
    })),
    managed,
    coreMigrationVersion: '8.8.0',
    typeMigrationVersion: migratedVersion(type),
    created_at: now,
    updated_at: now,
    version: encodeVersion(state.nextSequence()),
    ...(id === object.id ? {} : { originId: object.id }),
  };
  state.savedObjects.put(record);
  return true;
}

function success({ object, id, overwrites }: Target): unknown {
  const { type, id: original, attributes, managed = false } = object;
  return {
    type,
    id: original,
    meta: metaOf(type, attributes),
    managed,
    ...(overwrites ? { overwrite: true } : {}),
    ...(id === original ? {} : { destinationId: id }),
  };
}
