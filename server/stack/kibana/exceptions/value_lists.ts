import type { ValueList } from '../../exceptions';
import type { KibanaApi } from '../apis';
import { inParallel } from '../batches';
import type { Purpose } from '../errors';

const READ: Purpose = {
  what: 'read value lists',
  takes: 'read access to Elastic Security and to the indices .lists-* and .items-* of this space',
};

const PAGE = 10_000;
const PARALLEL = 4;
/** `_find` answers 404 for a list that is not there, and 400 while the space has no value lists at all. */
const ABSENT = [400, 404];

interface ItemPage {
  data: Array<{ value: string }>;
  total: number;
  cursor: string;
}

/** Value lists by id, with their values up to the limit; unknown ids are left out. */
export async function readValueLists(kibana: KibanaApi, ids: readonly string[], limit: number): Promise<ValueList[]> {
  const lists = await inParallel([...new Set(ids)], PARALLEL, async (id) => {
    const answer = await kibana.answer(READ, 'GET', '/api/lists', { query: { id } }, ABSENT);
    if (ABSENT.includes(answer.status)) return [];
    const { name, type } = answer.body as { name: string; type: string };
    return [{ id, name, type, ...(await readValues(kibana, id, limit)) }];
  });
  return lists.flat();
}

async function readValues(
  kibana: KibanaApi,
  listId: string,
  limit: number,
): Promise<Pick<ValueList, 'values' | 'total'>> {
  const values: string[] = [];
  let cursor: string | undefined;
  const size = Math.min(PAGE, Math.max(1, limit));
  for (let page = 1; ; page += 1) {
    const query = { list_id: listId, page, per_page: size, ...(cursor ? { cursor } : {}) };
    const answer = await kibana.call<ItemPage>(READ, 'GET', '/api/lists/items/_find', { query });
    values.push(...answer.data.map(({ value }) => value));
    cursor = answer.cursor;
    if (values.length >= limit || answer.data.length < size)
      return { values: values.slice(0, limit), total: answer.total };
  }
}
