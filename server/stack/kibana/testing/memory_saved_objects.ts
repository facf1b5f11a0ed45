/**
 * For tests: Kibana's saved-object client over a map, with what the adapter relies on: updates merge, stale versions
 * conflict, ids are unique over all spaces, and `find` takes the filter, sort and position that the adapter sends.
 */
import type { SavedObject, SavedObjectsClientContract, SavedObjectsFindOptions } from '@kbn/core/server';

interface Stored extends SavedObject {
  namespace: string;
  sequence: number;
}

/** One Kibana; clients of several spaces share it. */
export class MemorySavedObjectIndex {
  readonly objects = new Map<string, Stored>();
  private sequence = 0;

  next(): number {
    this.sequence += 1;
    return this.sequence;
  }
}

const boom = (statusCode: number, message: string): Error =>
  Object.assign(new Error(message), { isBoom: true, output: { statusCode } });

export function memorySavedObjects(
  index: MemorySavedObjectIndex = new MemorySavedObjectIndex(),
  namespace = 'default',
): SavedObjectsClientContract {
  const versionOf = (sequence: number) => Buffer.from(JSON.stringify([sequence, 1])).toString('base64');
  const read = (type: string, id: string): Stored => {
    const found = index.objects.get(`${type}:${id}`);
    if (!found || found.namespace !== namespace) throw boom(404, `Saved object [${type}/${id}] not found`);
    return found;
  };
  const write = (type: string, id: string, attributes: unknown): Stored => {
    const sequence = index.next();
    const stored = { id, type, attributes, references: [], version: versionOf(sequence), namespace, sequence };
    index.objects.set(`${type}:${id}`, stored);
    return stored;
  };
  const result = <T>(stored: Stored): SavedObject<T> => structuredClone(stored) as unknown as SavedObject<T>;

  return {
    create: async <T>(type: string, attributes: T, { id = String(index.next()) } = {}) => {
      if (index.objects.has(`${type}:${id}`)) throw boom(409, `Saved object [${type}/${id}] conflict`);
      return result<T>(write(type, id, structuredClone(attributes)));
    },
    get: async <T>(type: string, id: string) => result<T>(read(type, id)),
    update: async <T>(type: string, id: string, attributes: Partial<T>, { version }: { version?: string } = {}) => {
      const current = read(type, id);
      if (version !== undefined && !/^[A-Za-z0-9+/]{6,}=*$/.test(version))
        throw boom(400, `Invalid version [${version}]`);
      if (version !== undefined && version !== current.version) throw boom(409, 'version conflict, required seqNo');
      const merged = { ...(current.attributes as object), ...structuredClone(attributes) };
      return result<Partial<T>>(write(type, id, merged));
    },
    delete: async (type, id) => {
      read(type, id);
      index.objects.delete(`${type}:${id}`);
      return {};
    },
    find: async <T>({ type, filter, perPage = 20, sortField = '', searchAfter }: SavedObjectsFindOptions) => {
      const attribute = (stored: Stored) => String((stored.attributes as Record<string, unknown>)[sortField]);
      const keys = keysIn(filter ?? '', String(type));
      const matching = [...index.objects.values()]
        .filter((stored) => stored.type === type && stored.namespace === namespace)
        .filter(({ attributes }) => keys.every((key) => (attributes as { keys: string[] }).keys.includes(key)))
        .sort((a, b) => (attribute(a) < attribute(b) ? 1 : -1));
      const from =
        searchAfter === undefined ? matching : matching.filter((one) => attribute(one) < String(searchAfter[0]));
      const saved_objects = from
        .slice(0, perPage)
        .map((one) => ({ ...result<T>(one), score: 0, sort: [attribute(one)] }));
      return { saved_objects, total: matching.length, page: 1, per_page: perPage };
    },
    bulkGet: async () => ({ saved_objects: [] }),
    bulkCreate: async () => ({ saved_objects: [] }),
    getCurrentNamespace: () => (namespace === 'default' ? undefined : namespace),
  };
}

/** The values of `<type>.attributes.keys: "..."`, joined by `and`. */
function keysIn(filter: string, type: string): string[] {
  const prefix = `${type}.attributes.keys: `;
  return filter === ''
    ? []
    : filter
        .split(` and ${prefix}`)
        .map((part) => JSON.parse(part.startsWith(prefix) ? part.slice(prefix.length) : part) as string);
}
