import { randomUUID } from 'node:crypto';
import { LIST_VALUES_TO_READ, type ExceptionItem, type ItemComment } from '../../common/allowlist';
import type { ExceptionList, ExceptionStore, StoredExceptionItem, ValueList } from '../../server/stack/exceptions';
import { StackError, type ItemResult } from '../../server/stack/stack';
import { isoTime } from '../events_in';
import { isDocument } from '../events_in/document_shape';
import type { Database } from './database';

/** Kibana's limit of one exception list. */
const MAX_ITEMS_PER_LIST = 10_000;

/** The port's exception store on the data file, as one user. */
export class EmbeddedExceptionStore implements ExceptionStore {
  constructor(
    private readonly database: Database,
    private readonly userName: string,
    private readonly clock: () => number,
  ) {}

  async ensureList(list: Pick<ExceptionList, 'list_id' | 'name' | 'description' | 'tags'>): Promise<ExceptionList> {
    return this.list(list.list_id) ?? this.insertList(list);
  }

  async lists(): Promise<ExceptionList[]> {
    return this.database.all<ListRow>('SELECT id, body FROM exception_lists ORDER BY list_id', []).map(toList);
  }

  async removeList(listId: string): Promise<void> {
    if (this.database.run('DELETE FROM exception_lists WHERE list_id = ?', [listId]) === 0) {
      throw new StackError('not_found', `There is no exception list ${listId}.`);
    }
  }

  async items(listIds: readonly string[]): Promise<StoredExceptionItem[]> {
    return this.database
      .all<ItemRow>(
        `SELECT * FROM exception_items WHERE list_id IN (SELECT value FROM json_each(?)) ORDER BY created_at, item_id`,
        [JSON.stringify(listIds)],
      )
      .map(toItem);
  }

  async create(item: ExceptionItem): Promise<StoredExceptionItem> {
    return this.database.transaction(() => {
      if (!this.list(item.list_id)) throw new StackError('not_found', `There is no exception list ${item.list_id}.`);
      if (this.row(item.item_id)) {
        throw new StackError('already_exists', `exception list item id: "${item.item_id}" already exists`);
      }
      const count = this.database.get<{ count: number }>(
        'SELECT count(*) AS count FROM exception_items WHERE list_id = ?',
        [item.list_id],
      );
      if ((count?.count ?? 0) >= MAX_ITEMS_PER_LIST) {
        throw new StackError('too_large', `The list ${item.list_id} holds ${MAX_ITEMS_PER_LIST} items already.`);
      }
      const now = isoTime(this.clock());
      const body = { ...item, comments: item.comments.map((comment) => this.stamped(comment, now)) };
      this.database.run(
        `INSERT INTO exception_items
           (item_id, id, list_id, version, body, created_at, created_by, updated_at, updated_by)
         VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?)`,
        [item.item_id, randomUUID(), item.list_id, JSON.stringify(body), now, this.userName, now, this.userName],
      );
      return this.stored(item.item_id);
    });
  }

  async update(item: ExceptionItem, version: string): Promise<StoredExceptionItem> {
    return this.database.transaction(() => {
      const current = this.row(item.item_id);
      if (!current) throw notFound(item.item_id);
      if (String(current.version) !== version) throw stale(item.item_id, current);
      if (current.list_id !== item.list_id) throw new StackError('rejected', 'An item cannot move to another list.');
      const now = isoTime(this.clock());
      const { comments: kept } = JSON.parse(current.body) as ExceptionItem;
      const added = item.comments.filter(({ id }) => id === undefined).map((comment) => this.stamped(comment, now));
      this.database.run(
        'UPDATE exception_items SET body = ?, version = version + 1, updated_at = ?, updated_by = ? WHERE item_id = ?',
        [JSON.stringify({ ...item, comments: [...kept, ...added] }), now, this.userName, item.item_id],
      );
      return this.stored(item.item_id);
    });
  }

  async remove(itemId: string, version?: string): Promise<void> {
    this.database.transaction(() => {
      const current = this.row(itemId);
      if (!current) throw notFound(itemId);
      if (version !== undefined && String(current.version) !== version) throw stale(itemId, current);
      this.database.run('DELETE FROM exception_items WHERE item_id = ?', [itemId]);
    });
  }

  async valueLists(ids: readonly string[], limit: number): Promise<ValueList[]> {
    const rows = this.database.all<{ id: string; name: string; type: string }>(
      'SELECT id, name, type FROM value_lists WHERE id IN (SELECT value FROM json_each(?))',
      [JSON.stringify(ids)],
    );
    return rows.map((row) => {
      const values = this.database.all<{ value: string }>(
        'SELECT value FROM value_list_items WHERE list_id = ? ORDER BY value LIMIT ?',
        [row.id, limit],
      );
      const total = this.database.get<{ count: number }>(
        'SELECT count(*) AS count FROM value_list_items WHERE list_id = ?',
        [row.id],
      );
      return { ...row, values: values.map(({ value }) => value), total: total?.count ?? 0 };
    });
  }

  async importNdjson(lines: readonly string[]): Promise<Array<ItemResult<null>>> {
    const results: Array<ItemResult<null>> = [];
    for (const [at, line] of lines.entries()) {
      const result = await this.importLine(line, at);
      if (result) results.push(result);
    }
    return results;
  }

  /** @returns undefined for a line that is no object of its own: blank, or the export's summary */
  private async importLine(line: string, at: number): Promise<ItemResult<null> | undefined> {
    if (line.trim() === '') return undefined;
    const lineId = `line ${at + 1}`;
    const value = parseLine(line);
    if (!isDocument(value)) return { id: lineId, ok: false, code: 'rejected', message: 'The line is no JSON object.' };
    if ('exported_exception_list_count' in value || 'exported_count' in value) return undefined;
    const isItem = Array.isArray(value['entries']);
    const id = String((isItem ? value['item_id'] : value['list_id']) ?? lineId);
    try {
      if (isItem) await this.create(asItem(value));
      else this.importList(value);
      return { id, ok: true, value: null };
    } catch (error) {
      if (!(error instanceof StackError) || error.code === 'storage_full') throw error;
      return { id, ok: false, code: error.code, message: error.message };
    }
  }

  private importList(value: Record<string, unknown>): void {
    const { list_id: listId, name, description } = value;
    if (typeof listId !== 'string' || typeof name !== 'string') {
      throw new StackError('rejected', 'A list needs list_id and name.');
    }
    if (this.list(listId)) {
      throw new StackError('already_exists', `Found that list_id: "${listId}" already exists.`);
    }
    this.insertList({
      list_id: listId,
      name,
      description: typeof description === 'string' ? description : '',
      tags: textsOf(value['tags']),
    });
  }

  private insertList(list: Pick<ExceptionList, 'list_id' | 'name' | 'description' | 'tags'>): ExceptionList {
    const { list_id, name, description, tags } = list;
    const body = { list_id, name, description, tags, type: 'detection', namespace_type: 'single' as const };
    const id = randomUUID();
    this.database.run('INSERT INTO exception_lists (list_id, id, body) VALUES (?, ?, ?)', [
      list_id,
      id,
      JSON.stringify(body),
    ]);
    return { id, ...body };
  }

  private list(listId: string): ExceptionList | undefined {
    const row = this.database.get<ListRow>('SELECT id, body FROM exception_lists WHERE list_id = ?', [listId]);
    return row && toList(row);
  }

  private row(itemId: string): ItemRow | undefined {
    return this.database.get<ItemRow>('SELECT * FROM exception_items WHERE item_id = ?', [itemId]);
  }

  private stored(itemId: string): StoredExceptionItem {
    return toItem(this.row(itemId) as ItemRow);
  }

  private stamped(comment: ItemComment, now: string): ItemComment {
    return { comment: comment.comment, id: randomUUID(), created_at: now, created_by: this.userName };
  }
}

/** The value lists that some items refer to, with all values that a run would use. */
export async function listsOf(
  items: readonly ExceptionItem[],
  exceptions: Pick<ExceptionStore, 'valueLists'>,
): Promise<ValueList[]> {
  const ids = items.flatMap(({ entries }) =>
    entries.flatMap((entry) => (entry.type === 'list' ? [entry.list.id] : [])),
  );
  return ids.length === 0 ? [] : exceptions.valueLists([...new Set(ids)], LIST_VALUES_TO_READ);
}

interface ListRow {
  id: string;
  body: string;
}

interface ItemRow {
  item_id: string;
  id: string;
  list_id: string;
  version: number;
  body: string;
  created_at: string;
  created_by: string;
  updated_at: string;
  updated_by: string;
}

function toList(row: ListRow): ExceptionList {
  return { id: row.id, ...(JSON.parse(row.body) as Omit<ExceptionList, 'id'>) };
}

function toItem(row: ItemRow): StoredExceptionItem {
  const { id, created_at, created_by, updated_at, updated_by } = row;
  const item = JSON.parse(row.body) as ExceptionItem;
  return { ...item, id, _version: String(row.version), created_at, created_by, updated_at, updated_by };
}

function notFound(itemId: string): StackError {
  return new StackError('not_found', `exception list item item_id: "${itemId}" does not exist`);
}

function stale(itemId: string, current: ItemRow): StackError {
  const message = `The item ${itemId} was changed by ${current.updated_by} in the meantime.`;
  return new StackError('conflict', message, { currentVersion: String(current.version) });
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** @throws StackError `rejected` when required fields are missing */
function asItem(value: Record<string, unknown>): ExceptionItem {
  const { item_id, list_id, name, entries } = value;
  if (typeof item_id !== 'string' || typeof list_id !== 'string' || typeof name !== 'string') {
    throw new StackError('rejected', 'An item needs item_id, list_id and name.');
  }
  const comments = Array.isArray(value['comments']) ? value['comments'].filter(isDocument) : [];
  return {
    item_id,
    list_id,
    name,
    namespace_type: 'single',
    type: 'simple',
    description: typeof value['description'] === 'string' ? value['description'] : '',
    entries: entries as ExceptionItem['entries'],
    os_types: textsOf(value['os_types']) as ExceptionItem['os_types'],
    tags: textsOf(value['tags']),
    comments: comments.map(({ comment }) => ({ comment: String(comment) })),
    ...(typeof value['expire_time'] === 'string' ? { expire_time: value['expire_time'] } : {}),
  };
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}
