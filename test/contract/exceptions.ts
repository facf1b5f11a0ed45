import type { ExceptionItem } from '../../common/allowlist';
import type { MakeHarness, StackHarness } from './harness';

export const LIST = { list_id: 'contract-list', name: 'Contract list', description: '', tags: ['contract'] };

export function item(overrides: Partial<ExceptionItem> = {}): ExceptionItem {
  return {
    item_id: 'item-1',
    list_id: LIST.list_id,
    namespace_type: 'single',
    type: 'simple',
    name: 'One host',
    description: 'why',
    entries: [{ type: 'match', field: 'host.name', operator: 'included', value: 'h1' }],
    os_types: [],
    tags: ['contract'],
    comments: [],
    ...overrides,
  };
}

export function exceptionContract(make: MakeHarness): void {
  describe('exceptions', () => {
    let harness: StackHarness;
    beforeEach(async () => (harness = await make()));
    afterEach(() => harness.close());

    it('makes a list once and answers it again unchanged', async () => {
      const { exceptions } = harness.stack;
      const list = await exceptions.ensureList(LIST);
      expect(list).toMatchObject({ ...LIST, type: 'detection', namespace_type: 'single' });
      expect(await exceptions.ensureList({ ...LIST, name: 'Other name' })).toEqual(list);
      expect(await exceptions.lists()).toContainEqual(list);
    });

    it('creates items in lists that exist, once', async () => {
      const { exceptions, user } = harness.stack;
      await expect(exceptions.create(item())).rejects.toMatchObject({ code: 'not_found' });
      await exceptions.ensureList(LIST);
      const expires = '2030-01-01T00:00:00.000Z';
      const created = await exceptions.create(item({ expire_time: expires, comments: [{ comment: 'first' }] }));
      expect(created).toMatchObject({ ...item({ expire_time: expires }), comments: [{ comment: 'first' }] });
      expect(created.created_by).toBe(user.name);
      expect(await exceptions.items([LIST.list_id, 'none'])).toEqual([created]);
      await expect(exceptions.create(item())).rejects.toMatchObject({ code: 'already_exists' });
    });

    it('replaces an item whole; comments are only added to', async () => {
      const { exceptions } = harness.stack;
      await exceptions.ensureList(LIST);
      const created = await exceptions.create(
        item({ expire_time: '2030-01-01T00:00:00.000Z', comments: [{ comment: 'first' }] }),
      );
      const comments = [...created.comments, { comment: 'second' }];
      const updated = await exceptions.update(item({ name: 'New name', comments }), created._version);
      expect(updated).toMatchObject({ name: 'New name', comments: [{ comment: 'first' }, { comment: 'second' }] });
      expect(updated.expire_time).toBeUndefined();
      const again = await exceptions.update(item({ comments: [] }), updated._version);
      expect(again.comments.map(({ comment }) => comment)).toEqual(['first', 'second']);
    });

    it('refuses a stale version, in update and remove', async () => {
      const { exceptions } = harness.stack;
      await exceptions.ensureList(LIST);
      const created = await exceptions.create(item());
      const updated = await harness.other.exceptions.update(item({ name: 'B' }), created._version);
      expect(updated.updated_by).toBe(harness.other.user.name);
      await expect(exceptions.update(item({ name: 'C' }), created._version)).rejects.toMatchObject({
        code: 'conflict',
      });
      await expect(exceptions.remove('item-1', created._version)).rejects.toMatchObject({ code: 'conflict' });
      await exceptions.remove('item-1', updated._version);
      expect(await exceptions.items([LIST.list_id])).toEqual([]);
      await expect(exceptions.remove('item-1')).rejects.toMatchObject({ code: 'not_found' });
      await expect(exceptions.update(item(), '1')).rejects.toMatchObject({ code: 'not_found' });
    });

    it('removes a list with its items', async () => {
      const { exceptions } = harness.stack;
      await exceptions.ensureList(LIST);
      await exceptions.create(item());
      await exceptions.removeList(LIST.list_id);
      expect(await exceptions.items([LIST.list_id])).toEqual([]);
      expect((await exceptions.lists()).map(({ list_id }) => list_id)).not.toContain(LIST.list_id);
      await expect(exceptions.removeList(LIST.list_id)).rejects.toMatchObject({ code: 'not_found' });
    });

    it('reads value lists up to a limit and tells how long they are', async () => {
      await harness.addValueList({ id: 'v1', name: 'Hosts', type: 'keyword', values: ['h1', 'h2', 'h3'] });
      const lists = await harness.stack.exceptions.valueLists(['v1', 'none'], 2);
      expect(lists).toMatchObject([{ id: 'v1', type: 'keyword', total: 3 }]);
      expect(lists[0]?.values).toHaveLength(2);
    });

    it('imports lists and items, reports each, overwrites none', async () => {
      const { exceptions } = harness.stack;
      await exceptions.ensureList({ ...LIST, list_id: 'taken' });
      const lines = [
        JSON.stringify({ ...LIST, type: 'detection', namespace_type: 'single' }),
        JSON.stringify({ ...LIST, list_id: 'taken', type: 'detection', namespace_type: 'single' }),
        JSON.stringify(item()),
        '{broken',
        JSON.stringify({ exported_exception_list_count: 2 }),
      ];
      const results = await exceptions.importNdjson(lines);
      expect(results.map(({ ok }) => ok)).toEqual([true, false, true, false]);
      expect(results[1]).toMatchObject({ id: 'taken', code: 'already_exists' });
      expect(await exceptions.items([LIST.list_id])).toMatchObject([{ item_id: 'item-1' }]);
    });
  });
}
