/** Kibana's saved objects through import and export: the way that works from 8.12 to today (security-api 5.1). */
import { StackError } from '../../stack';
import { member, parse } from '../answer_text';
import type { KibanaApi } from '../apis';
import type { Purpose } from '../errors';

export interface ObjectRef {
  type: 'search' | 'index-pattern';
  id: string;
}

export interface StoredObject extends ObjectRef {
  attributes: Record<string, unknown>;
  references: Array<{ name: string; type: string; id: string }>;
}

const READ: Purpose = { what: 'read saved searches', takes: 'read access to Discover' };
const WRITE: Purpose = {
  what: 'make saved searches and data views',
  takes: 'the privilege to save in Discover and to manage saved objects and data views',
};

interface ImportAnswer {
  success: boolean;
  errors?: Array<{ type: string; id: string; error: { type: string; message?: string } }>;
}

/** Those that exist, by id. */
export async function exportObjects(kibana: KibanaApi, refs: readonly ObjectRef[]): Promise<Map<string, StoredObject>> {
  let wanted = refs.map(({ type, id }) => ({ type, id }));
  while (wanted.length > 0) {
    const body = { objects: wanted, excludeExportDetails: true, includeReferencesDeep: false };
    const answer = await kibana.answer(READ, 'POST', '/api/saved_objects/_export', { body }, [400]);
    if (answer.status !== 400) return byId(answer.body);
    // One missing object refuses the whole export, and names those that are missing.
    const missing = new Set(missingIds(answer.body));
    const left = wanted.filter(({ id }) => !missing.has(id));
    if (left.length === wanted.length) throw new StackError('rejected', 'Kibana cannot export the saved searches.');
    wanted = left;
  }
  return new Map();
}

/**
 * Makes objects that do not exist yet. With one conflict Kibana writes nothing at all, although it lists the others as
 * done, so nothing but `success` is believed.
 * @returns false when something was there already
 */
export async function importObjects(kibana: KibanaApi, objects: readonly StoredObject[]): Promise<boolean> {
  const text = objects.map((object) => JSON.stringify({ ...object, managed: true })).join('\n');
  const { success, errors = [] } = await kibana.call<ImportAnswer>(WRITE, 'POST', '/api/saved_objects/_import', {
    query: { overwrite: false },
    multipart: { filename: 'searches.ndjson', text: `${text}\n` },
  });
  if (success) return true;
  const other = errors.find(({ error }) => !error.type.includes('conflict'));
  if (!other) return false;
  throw new StackError(
    'rejected',
    `Kibana does not take ${other.type} ${other.id}: ${other.error.message ?? other.error.type}`,
  );
}

/** @returns false when there was none */
export async function deleteSearchOverHttp(kibana: KibanaApi, id: string): Promise<boolean> {
  const path = `/api/saved_objects/search/${encodeURIComponent(id)}`;
  const { status } = await kibana.answer(WRITE, 'DELETE', path, { query: { force: true } }, [404]);
  return status !== 404;
}

/** An export of one object may arrive parsed, one of several as lines. */
function byId(body: unknown): Map<string, StoredObject> {
  const objects = typeof body === 'string' ? body.split('\n').map(parse) : [body];
  return new Map(
    objects.flatMap((object) => {
      const id = member(object, 'id');
      return typeof id === 'string' ? [[id, object as StoredObject] as const] : [];
    }),
  );
}

function missingIds(body: unknown): string[] {
  const objects = member(member(body, 'attributes'), 'objects');
  return Array.isArray(objects) ? objects.map((object) => String(member(object, 'id'))) : [];
}
