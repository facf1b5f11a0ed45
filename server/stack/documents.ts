/** Kinds of documents that the workbench keeps for itself, per space. */
export type DocumentType =
  'tuning' | 'run' | 'activity' | 'playbook' | 'settings' | 'view' | 'exception' | 'install' | 'search';

export interface StoredDocument<T> {
  id: string;
  type: DocumentType;
  /** Optimistic lock. */
  version: string;
  /** ISO 8601 UTC of the last write. */
  updatedAt: string;
  updatedBy: string;
  data: T;
}

/** What a document can be found by. A list gives the key several values: asking for any one of them finds the document. */
export type DocumentKeys = Readonly<Record<string, string | readonly string[]>>;

export interface DocumentQuery {
  /** Exact values of indexed keys, e.g. `{ techniqueId: 'T1571' }`. Keys are those given at write time. */
  keys?: Readonly<Record<string, string>>;
  /** Newest first. 1 to 1,000. */
  size: number;
  after?: string;
}

/** The workbench's own documents. `data` is JSON; what must be searchable goes into `keys`. */
export interface DocumentStore {
  get<T>(type: DocumentType, id: string): Promise<StoredDocument<T> | undefined>;
  list<T>(
    type: DocumentType,
    query: DocumentQuery,
  ): Promise<{ documents: Array<StoredDocument<T>>; total: number; next?: string }>;
  /** @throws StackError `already_exists` */
  create<T>(type: DocumentType, id: string, data: T, keys?: DocumentKeys): Promise<StoredDocument<T>>;
  /** @throws StackError `conflict` with `{ currentVersion }` when `version` is stale, `not_found` */
  update<T>(type: DocumentType, id: string, version: string, data: T, keys?: DocumentKeys): Promise<StoredDocument<T>>;
  /** Removing what is not there is fine. */
  remove(type: DocumentType, id: string): Promise<void>;
}
