/** Against answers of a real 8.12.2 (recordings saved-objects/*), shortened to what is read. */
import { SavedObjectDocumentStore } from '../documents/document_store';
import { memorySavedObjects } from '../testing/memory_saved_objects';
import { ok, recordedKibana, type MadeCall } from '../testing/recorded';
import type { StoredObject } from './saved_objects';
import { KibanaSearchStore } from './search_store';

const EXPORT = 'POST /api/saved_objects/_export';
const IMPORT = 'POST /api/saved_objects/_import';

const seed = (key: string, title: string) => ({
  key,
  title,
  description: 'Sessions that stay',
  kql: 'destination.port >= 1024',
  columns: ['host.name'],
  index: 'logs-*',
});

/** Import and export as 8.12.2 does them, over a map. */
function space(objects = new Map<string, StoredObject & { managed?: boolean }>()) {
  const exported = ({ body }: MadeCall) => {
    const wanted = (body as { objects: Array<{ id: string; type: string }> }).objects;
    const missing = wanted.filter(({ id }) => !objects.has(id));
    if (missing.length > 0) {
      const errors = missing.map((one) => ({ ...one, error: { statusCode: 404, message: 'not found' } }));
      return {
        status: 400,
        body: { statusCode: 400, message: 'Error fetching objects to export', attributes: { objects: errors } },
      };
    }
    const lines = wanted.map(({ id }) => JSON.stringify(objects.get(id)));
    return ok(lines.length === 1 ? JSON.parse(lines[0] as string) : `${lines.join('\n')}\n`);
  };
  const imported = ({ multipart }: MadeCall) => {
    const lines = (multipart?.text ?? '')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as StoredObject);
    const conflicts = lines.filter(({ id }) => objects.has(id));
    if (conflicts.length > 0) {
      const errors = conflicts.map(({ id, type }) => ({ id, type, error: { type: 'conflict' } }));
      return ok({ success: false, successCount: lines.length - conflicts.length, errors });
    }
    for (const object of lines) objects.set(object.id, object);
    return ok({ success: true, successCount: lines.length });
  };
  const kibana = recordedKibana({ [EXPORT]: [exported], [IMPORT]: [imported] });
  const documents = new SavedObjectDocumentStore(memorySavedObjects(), 'blue', 'mia', Date.now);
  const remove = async (id: string) => objects.delete(id);
  return { objects, kibana, store: new KibanaSearchStore(kibana.api, documents, 'blue', remove) };
}

const searchIn = (objects: ReadonlyMap<string, StoredObject>): StoredObject =>
  [...objects.values()].find(({ type }) => type === 'search') as StoredObject;

describe('saved searches', () => {
  it('are seeded once, with the data view that they need, marked as managed', async () => {
    const { store, objects, kibana } = space();
    expect(await store.list()).toEqual([]);
    await store.seed([seed('t1/a', 'A')]);
    const results = await store.seed([seed('t1/a', 'Changed'), seed('t1/b', 'B')]);
    expect(results).toMatchObject([
      { id: 't1/a', ok: true, value: { title: 'A', edited: false } },
      { id: 't1/b', ok: true, value: { title: 'B', edited: false } },
    ]);
    expect([...objects.values()].map(({ type, managed }) => [type, managed])).toEqual([
      ['index-pattern', true],
      ['search', true],
      ['search', true],
    ]);
    expect(searchIn(objects).references[0]?.id).toBe([...objects.keys()][0]);
    expect(kibana.callsOf(IMPORT).every(({ query }) => query?.['overwrite'] === false)).toBe(true);
    expect((await store.list()).map(({ key, title }) => [key, title])).toEqual([
      ['t1/a', 'A'],
      ['t1/b', 'B'],
    ]);
  });

  it('that someone edited are left alone and told', async () => {
    const { store, objects } = space();
    await store.seed([seed('t1/a', 'A')]);
    searchIn(objects).attributes['columns'] = ['user.name'];
    await store.seed([seed('t1/a', 'Changed')]);
    expect(await store.list()).toMatchObject([{ title: 'A', columns: ['user.name'], edited: true }]);
  });

  it('are read from tabs as newer versions keep them', async () => {
    const { store, objects } = space();
    await store.seed([seed('t1/a', 'A')]);
    const search = searchIn(objects);
    const { title, description, ...rest } = search.attributes;
    search.attributes = { title, description, tabs: [{ id: 'x', label: 'Untitled', attributes: rest }] };
    expect(await store.list()).toMatchObject([{ title: 'A', kql: 'destination.port >= 1024', edited: false }]);
  });

  it('that were removed elsewhere are not listed, and come back when seeded', async () => {
    const { store, objects } = space();
    await store.seed([seed('t1/a', 'A')]);
    objects.delete(searchIn(objects).id);
    expect(await store.list()).toEqual([]);
    await store.seed([seed('t1/a', 'A2')]);
    expect(await store.list()).toMatchObject([{ title: 'A2', edited: false }]);
  });

  it('are removed, and what was not there is reported', async () => {
    const { store } = space();
    await store.seed([seed('t1/a', 'A')]);
    expect(await store.remove(['t1/a', 't1/none'])).toMatchObject([{ ok: true }, { ok: false, code: 'not_found' }]);
    expect(await store.list()).toEqual([]);
  });

  it('try once more when another user seeds at the same moment', async () => {
    const { store, objects, kibana } = space();
    const other = space(objects);
    const first = kibana.transport.request;
    let raced = false;
    kibana.transport.request = async (method, path, call) => {
      if (path.endsWith('_import') && !raced) {
        raced = true;
        await other.store.seed([seed('t1/a', 'A')]);
      }
      return first(method, path, call);
    };
    expect(await store.seed([seed('t1/a', 'A'), seed('t1/b', 'B')])).toMatchObject([{ ok: true }, { ok: true }]);
    expect(objects.size).toBe(3);
  });
});
