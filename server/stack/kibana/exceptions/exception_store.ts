import type { ExceptionItem } from '../../../../common/allowlist';
import type { ExceptionList, ExceptionStore, StoredExceptionItem, ValueList } from '../../exceptions';
import { StackError, type ItemResult } from '../../stack';
import type { KibanaApi } from '../apis';
import { chunks, inParallel } from '../batches';
import { kibanaError, type Purpose } from '../errors';
import { findAll } from './find_pages';
import { importExceptions } from './import_items';
import { createBody, toItem, toList, updateBody } from './item_fields';
import { readValueLists } from './value_lists';

const READ: Purpose = { what: 'read rule exceptions', takes: 'read access to the exceptions of Elastic Security' };
const WRITE: Purpose = {
  what: 'change rule exceptions',
  takes: 'the privilege to manage exceptions of Elastic Security',
};

const LISTS = '/api/exception_lists';
const ITEMS = '/api/exception_lists/items';

/** Lists asked for together; all their ids stand in the address. */
const LISTS_PER_CALL = 20;
/** Calls at a time: a space with a list for each of its thousands of rules takes a hundred. */
const PARALLEL = 4;

type Namespace = ExceptionList['namespace_type'];

/** The port's allowlists on Elastic Security's exception lists, as the user of a request. */
export class KibanaExceptionStore implements ExceptionStore {
  constructor(private readonly kibana: KibanaApi) {}

  async ensureList(list: Pick<ExceptionList, 'list_id' | 'name' | 'description' | 'tags'>): Promise<ExceptionList> {
    const existing = await this.list(list.list_id);
    if (existing) return existing;
    const { list_id, name, description, tags } = list;
    const body = { list_id, name, description, tags, type: 'detection', namespace_type: 'single' };
    const answer = await this.kibana.answer(WRITE, 'POST', LISTS, { body }, [409]);
    if (answer.status !== 409) return toList(answer.body as ExceptionList);
    // Someone else made it in the meantime.
    const made = await this.list(list_id);
    if (!made) throw kibanaError(answer, WRITE);
    return made;
  }

  async lists(): Promise<ExceptionList[]> {
    const query = { namespace_type: 'single,agnostic' };
    return (await findAll<ExceptionList>(this.kibana, READ, `${LISTS}/_find`, query)).map(toList);
  }

  async removeList(listId: string): Promise<void> {
    await this.kibana.call(WRITE, 'DELETE', LISTS, { query: { list_id: listId, namespace_type: 'single' } });
  }

  async items(listIds: readonly string[]): Promise<StoredExceptionItem[]> {
    const wanted = new Set(listIds);
    if (wanted.size === 0) return [];
    // One missing list would fail the whole call, and a list is asked for together with its namespace.
    const existing = (await this.lists()).filter(({ list_id }) => wanted.has(list_id));
    const parts = await inParallel(chunks(existing, LISTS_PER_CALL), PARALLEL, (lists) => this.itemsOf(lists));
    return parts
      .flat()
      .map(toItem)
      .sort((a, b) => compare(a.created_at, b.created_at) || compare(a.item_id, b.item_id));
  }

  async create(item: ExceptionItem): Promise<StoredExceptionItem> {
    const answer = await this.kibana.answer(WRITE, 'POST', ITEMS, { body: createBody(item) }, [409]);
    if (answer.status === 409) throw new StackError('already_exists', kibanaError(answer, WRITE).message);
    return toItem(answer.body as StoredExceptionItem);
  }

  async update(item: ExceptionItem, version: string): Promise<StoredExceptionItem> {
    const body = updateBody(item, version);
    return toItem(await this.kibana.call<StoredExceptionItem>(WRITE, 'PUT', ITEMS, { body }));
  }

  async remove(itemId: string, version?: string): Promise<void> {
    const namespace = version === undefined ? 'single' : await this.checkVersion(itemId, version);
    await this.kibana.call(WRITE, 'DELETE', ITEMS, { query: { item_id: itemId, namespace_type: namespace } });
  }

  valueLists(ids: readonly string[], limit: number): Promise<ValueList[]> {
    return readValueLists(this.kibana, ids, limit);
  }

  importNdjson(lines: readonly string[]): Promise<Array<ItemResult<null>>> {
    return importExceptions(this.kibana, WRITE, lines);
  }

  private async list(listId: string): Promise<ExceptionList | undefined> {
    const query = { list_id: listId, namespace_type: 'single' };
    const { status, body } = await this.kibana.answer(READ, 'GET', LISTS, { query }, [404]);
    return status === 404 ? undefined : toList(body as ExceptionList);
  }

  /** Together where they fit into what Kibana can page through, else list by list. */
  private async itemsOf(lists: readonly ExceptionList[]): Promise<StoredExceptionItem[]> {
    const query = {
      list_id: lists.map(({ list_id }) => list_id).join(','),
      namespace_type: lists.map(({ namespace_type }) => namespace_type).join(','),
    };
    try {
      return await findAll<StoredExceptionItem>(this.kibana, READ, `${ITEMS}/_find`, query);
    } catch (error) {
      if (!(error instanceof StackError) || error.code !== 'too_large' || lists.length === 1) throw error;
      const parts = [];
      for (const list of lists) parts.push(...(await this.itemsOf([list])));
      return parts;
    }
  }

  /**
   * Kibana deletes whatever is there, so the version is compared first; between the two calls someone may still write.
   * @returns the namespace in which the item was found
   */
  private async checkVersion(itemId: string, version: string): Promise<Namespace> {
    for (const namespace of ['single', 'agnostic'] as const) {
      const query = { item_id: itemId, namespace_type: namespace };
      const { status, body } = await this.kibana.answer(READ, 'GET', ITEMS, { query }, [404]);
      if (status === 404) continue;
      const current = body as StoredExceptionItem;
      if (current._version === version) return namespace;
      throw new StackError('conflict', `The item ${itemId} was changed by ${current.updated_by} in the meantime.`, {
        currentVersion: current._version,
      });
    }
    throw new StackError('not_found', `There is no exception item ${itemId}.`);
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
