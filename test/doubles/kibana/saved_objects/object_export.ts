/** `_export`: chosen objects or whole types, with what they refer to first (security-api 5.1). */
import { platformError } from '../errors';
import { ndjson } from '../rules/rule_export';
import type { Call, Reply, Route } from '../types';
import type { SavedObjectRecord } from './saved_object_table';

interface ExportBody {
  type?: string | string[];
  objects?: Array<{ type: string; id: string }>;
  includeReferencesDeep?: boolean;
  excludeExportDetails?: boolean;
}

export const objectExportRoute: Route = {
  method: 'POST',
  path: '/api/saved_objects/_export',
  privilege: 'savedObjects-read',
  handler: exportObjects,
};

function exportObjects(call: Call): Reply {
  const { state, space } = call;
  const body = (call.body ?? {}) as ExportBody;
  if (body.type === undefined && body.objects === undefined) {
    throw platformError(400, 'Either `type` or `objects` are required.');
  }
  const types = [body.type ?? []].flat();
  const chosen = body.objects
    ? chosenObjects(body.objects, call)
    : types.flatMap((type) => state.savedObjects.all(space, type));
  const found = body.includeReferencesDeep ? withReferences(chosen, call) : chosen;
  // Rules are saved objects, too, but never exported this way.
  const excluded = types.includes('alert')
    ? state.rules.all(space).map(({ id }) => ({ id, reason: 'excluded', type: 'alert' }))
    : [];
  const details = {
    excludedObjects: excluded.sort((a, b) => (a.id < b.id ? -1 : 1)),
    excludedObjectsCount: excluded.length,
    exportedCount: found.length,
    missingRefCount: 0,
    missingReferences: [],
  };
  const lines = found.map(exported);
  return ndjson([...lines, ...(body.excludeExportDetails ? [] : [details])], 'export.ndjson');
}

function chosenObjects(refs: ReadonlyArray<{ type: string; id: string }>, { state, space }: Call): SavedObjectRecord[] {
  const missing = refs.filter(({ type, id }) => !state.savedObjects.get(space, type, id));
  if (missing.length === 0) return refs.flatMap(({ type, id }) => state.savedObjects.get(space, type, id) ?? []);
  throw platformError(400, 'Error fetching objects to export', {
    objects: missing.map(({ type, id }) => ({ id, type, error: notFound(type, id) })),
  });
}

export function notFound(type: string, id: string): { statusCode: number; error: string; message: string } {
  return { statusCode: 404, error: 'Not Found', message: `Saved object [${type}/${id}] not found` };
}

function withReferences(objects: readonly SavedObjectRecord[], { state, space }: Call): SavedObjectRecord[] {
  const found = new Map<string, SavedObjectRecord>();
  const visit = (object: SavedObjectRecord): void => {
    const key = `${object.type}/${object.id}`;
    if (found.has(key)) return;
    for (const { type, id } of object.references) {
      const target = state.savedObjects.get(space, type, id);
      if (target) visit(target);
    }
    found.set(key, object);
  };
  objects.forEach(visit);
  return [...found.values()];
}

function exported({ namespaces: _namespaces, ...object }: SavedObjectRecord): unknown {
  return object;
}
