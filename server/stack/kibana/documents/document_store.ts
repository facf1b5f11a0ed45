import type { SavedObject, SavedObjectsClientContract } from '@kbn/core/server';
import { randomBytes } from 'node:crypto';
import type { DocumentKeys, DocumentQuery, DocumentStore, DocumentType, StoredDocument } from '../../documents';
import { StackError } from '../../stack';
import { codeOfStatus } from '../errors';
import { kqlValue } from '../kql_text';
import { readCursor, writeCursor } from '../search/cursor';
import { derivedId } from '../uuid';
import { savedObjectType } from './document_types';
import type { DocumentAttributes } from './register_types';

interface Page<T> {
  documents: Array<StoredDocument<T>>;
  total: number;
  next?: string;
}

/**
 * Writes are visible to the next search at once. Kibana's default waits up to a second for that at each write, and an
 * install writes dozens; the documents are few and small, so the refresh is cheap.
 */
const REFRESH = { refresh: true } as const;

/** What is used of a client, which may act as the user of a request or as Kibana itself. */
export type DocumentClient = Pick<SavedObjectsClientContract, 'get' | 'find' | 'create' | 'update' | 'delete'>;

/** The port's own documents as hidden saved objects. */
export class SavedObjectDocumentStore implements DocumentStore {
  constructor(
    private readonly client: DocumentClient,
    private readonly space: string,
    private readonly userName: string,
    private readonly clock: () => number,
  ) {}

  async get<T>(type: DocumentType, id: string): Promise<StoredDocument<T> | undefined> {
    const found = await this.read(type, id);
    return found && toDocument<T>(type, found);
  }

  async list<T>(type: DocumentType, { keys = {}, size, after }: DocumentQuery): Promise<Page<T>> {
    const name = savedObjectType(type);
    const conditions = Object.entries(keys).map(
      ([key, value]) => `${name}.attributes.keys: ${kqlValue(`${key}=${value}`)}`,
    );
    const { saved_objects: objects, total } = await attempt(type, () =>
      this.client.find<DocumentAttributes>({
        type: name,
        // One more than asked for shows whether there is a next page.
        perPage: size + 1,
        sortField: 'order',
        sortOrder: 'desc',
        ...(conditions.length > 0 ? { filter: conditions.join(' and ') } : {}),
        ...(after === undefined ? {} : { searchAfter: readCursor(after, 1).values }),
      }),
    );
    const page = objects.slice(0, size);
    const last = objects.length > size ? page[page.length - 1] : undefined;
    return {
      documents: page.map((object) => toDocument<T>(type, object)),
      total,
      ...(last ? { next: writeCursor({ values: [last.attributes.order], shown: 1 }) } : {}),
    };
  }

  async create<T>(type: DocumentType, id: string, data: T, keys: DocumentKeys = {}): Promise<StoredDocument<T>> {
    const attributes = this.attributes(id, data, keys);
    try {
      const options = { id: this.objectId(type, id), ...REFRESH };
      return toDocument<T>(type, await this.client.create(savedObjectType(type), attributes, options));
    } catch (error) {
      if (statusOf(error) === 409) throw new StackError('already_exists', `There is a ${type} ${id} already.`);
      throw toStackError(type, error);
    }
  }

  async update<T>(
    type: DocumentType,
    id: string,
    version: string,
    data: T,
    keys: DocumentKeys = {},
  ): Promise<StoredDocument<T>> {
    const attributes = this.attributes(id, data, keys);
    const objectId = this.objectId(type, id);
    try {
      const written = await this.client.update(savedObjectType(type), objectId, attributes, { version, ...REFRESH });
      return toDocument<T>(type, { ...written, attributes });
    } catch (error) {
      // 400 is what a version of another store gets.
      if (![400, 404, 409].includes(statusOf(error) ?? 0)) throw toStackError(type, error);
      throw await this.staleness(type, id);
    }
  }

  async remove(type: DocumentType, id: string): Promise<void> {
    try {
      await this.client.delete(savedObjectType(type), this.objectId(type, id), REFRESH);
    } catch (error) {
      if (statusOf(error) !== 404) throw toStackError(type, error);
    }
  }

  private async read(type: DocumentType, id: string): Promise<SavedObject<DocumentAttributes> | undefined> {
    try {
      return await this.client.get<DocumentAttributes>(savedObjectType(type), this.objectId(type, id));
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw toStackError(type, error);
    }
  }

  /** Why an update did not happen. */
  private async staleness(type: DocumentType, id: string): Promise<StackError> {
    const current = await this.read(type, id);
    if (!current) return new StackError('not_found', `There is no ${type} ${id}.`);
    const by = current.attributes.updatedBy;
    return new StackError('conflict', `The ${type} ${id} was changed by ${by} in the meantime.`, {
      currentVersion: current.version ?? '',
    });
  }

  private attributes(documentId: string, data: unknown, keys: DocumentKeys): DocumentAttributes {
    const updatedAt = new Date(this.clock()).toISOString();
    return {
      documentId,
      keys: Object.entries(keys).flatMap(([key, values]) => [values].flat().map((value) => `${key}=${value}`)),
      order: nextOrder(updatedAt),
      updatedAt,
      updatedBy: this.userName,
      data: JSON.stringify(data),
    };
  }

  /** An id of a saved object belongs to all spaces together, so the space is part of it. */
  private objectId(type: DocumentType, id: string): string {
    return derivedId('document', this.space, type, id);
  }
}

let writes = 0;
/** Tells the writes of several Kibana servers apart. */
const SERVER = randomBytes(4).toString('hex');

/** Sorts by time; writes of the same millisecond by their order, as far as one server made them. */
function nextOrder(at: string): string {
  writes = (writes + 1) % 1_000_000;
  return `${at} ${String(writes).padStart(6, '0')} ${SERVER}`;
}

function toDocument<T>(
  type: DocumentType,
  { attributes, version = '' }: SavedObject<DocumentAttributes>,
): StoredDocument<T> {
  const { documentId, updatedAt, updatedBy, data } = attributes;
  return { id: documentId, type, version, updatedAt, updatedBy, data: JSON.parse(data) as T };
}

async function attempt<T>(type: DocumentType, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toStackError(type, error);
  }
}

function toStackError(type: DocumentType, error: unknown): StackError {
  if (error instanceof StackError) return error;
  const status = statusOf(error) ?? 500;
  if (status === 403) {
    const text = `You may not change documents of the workbench (${type}). Ask for a higher privilege of the Detection Workbench.`;
    return new StackError('forbidden', text);
  }
  return new StackError(
    codeOfStatus(status),
    `Kibana cannot store documents of the workbench: ${(error as Error).message}`,
  );
}

/** Kibana throws Boom errors; the class itself is not part of any contract. */
function statusOf(error: unknown): number | undefined {
  const { output, statusCode } = error as { output?: { statusCode?: number }; statusCode?: number };
  return output?.statusCode ?? statusCode;
}
