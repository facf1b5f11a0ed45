import type {
  DocumentKeys,
  DocumentQuery,
  DocumentStore,
  DocumentType,
  StoredDocument,
} from '../../server/stack/documents';
import { StackError } from '../../server/stack/stack';
import { isoTime } from '../events_in';
import { readCursor, writeCursor } from './cursor';
import type { Database, SqlValue } from './database';

/** The port's own documents on the data file, as one user. */
export class EmbeddedDocumentStore implements DocumentStore {
  constructor(
    private readonly database: Database,
    private readonly userName: string,
    private readonly clock: () => number,
  ) {}

  async get<T>(type: DocumentType, id: string): Promise<StoredDocument<T> | undefined> {
    const row = this.row(type, id);
    return row && toDocument<T>(row);
  }

  async list<T>(
    type: DocumentType,
    query: DocumentQuery,
  ): Promise<{ documents: Array<StoredDocument<T>>; total: number; next?: string }> {
    const { sql, params } = condition(type, query.keys ?? {});
    const [updatedAt, seq] = query.after === undefined ? ['\uffff', 0] : readCursor(query.after);
    const rows = this.database.all<DocumentRow>(
      `SELECT * FROM documents WHERE ${sql} AND (updated_at, seq) < (?, ?) ORDER BY updated_at DESC, seq DESC LIMIT ?`,
      [...params, updatedAt, seq, query.size + 1],
    );
    const total = this.database.get<{ count: number }>(`SELECT count(*) AS count FROM documents WHERE ${sql}`, params);
    const page = rows.slice(0, query.size);
    const last = page[page.length - 1];
    return {
      documents: page.map((row) => toDocument<T>(row)),
      total: total?.count ?? 0,
      ...(rows.length > query.size && last ? { next: writeCursor([last.updated_at, last.seq]) } : {}),
    };
  }

  async create<T>(type: DocumentType, id: string, data: T, keys: DocumentKeys = {}): Promise<StoredDocument<T>> {
    return this.database.transaction(() => {
      if (this.row(type, id)) throw new StackError('already_exists', `There is a ${type} ${id} already.`);
      this.database.run(
        'INSERT INTO documents (type, id, version, updated_at, updated_by, data) VALUES (?, ?, 1, ?, ?, ?)',
        [type, id, isoTime(this.clock()), this.userName, JSON.stringify(data)],
      );
      return this.withKeys<T>(type, id, keys);
    });
  }

  async update<T>(
    type: DocumentType,
    id: string,
    version: string,
    data: T,
    keys: DocumentKeys = {},
  ): Promise<StoredDocument<T>> {
    return this.database.transaction(() => {
      const current = this.row(type, id);
      if (!current) throw new StackError('not_found', `There is no ${type} ${id}.`);
      if (String(current.version) !== version) {
        const message = `The ${type} ${id} was changed by ${current.updated_by} in the meantime.`;
        throw new StackError('conflict', message, { currentVersion: String(current.version) });
      }
      this.database.run(
        'UPDATE documents SET version = version + 1, updated_at = ?, updated_by = ?, data = ? WHERE seq = ?',
        [isoTime(this.clock()), this.userName, JSON.stringify(data), current.seq],
      );
      this.database.run('DELETE FROM document_keys WHERE seq = ?', [current.seq]);
      return this.withKeys<T>(type, id, keys);
    });
  }

  async remove(type: DocumentType, id: string): Promise<void> {
    this.database.run('DELETE FROM documents WHERE type = ? AND id = ?', [type, id]);
  }

  private withKeys<T>(type: DocumentType, id: string, keys: DocumentKeys): StoredDocument<T> {
    const row = this.row(type, id) as DocumentRow;
    for (const [key, value] of Object.entries(keys)) {
      for (const one of typeof value === 'string' ? [value] : value) {
        this.database.run('INSERT INTO document_keys (seq, key, value) VALUES (?, ?, ?) ON CONFLICT DO NOTHING', [
          row.seq,
          key,
          one,
        ]);
      }
    }
    return toDocument<T>(row);
  }

  private row(type: DocumentType, id: string): DocumentRow | undefined {
    return this.database.get<DocumentRow>('SELECT * FROM documents WHERE type = ? AND id = ?', [type, id]);
  }
}

interface DocumentRow {
  seq: number;
  type: string;
  id: string;
  version: number;
  updated_at: string;
  updated_by: string;
  data: string;
}

function toDocument<T>(row: DocumentRow): StoredDocument<T> {
  return {
    id: row.id,
    type: row.type as DocumentType,
    version: String(row.version),
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
    data: JSON.parse(row.data) as T,
  };
}

/** All keys must have one of their values equal. */
function condition(type: DocumentType, keys: Readonly<Record<string, string>>): { sql: string; params: SqlValue[] } {
  const pairs = Object.entries(keys);
  const hasKey = ' AND seq IN (SELECT seq FROM document_keys WHERE key = ? AND value = ?)';
  return { sql: `type = ?${hasKey.repeat(pairs.length)}`, params: [type, ...pairs.flat()] };
}
