import type { SavedObjectsRepository } from '@kbn/core/server';
import { documentContract } from '../../../../test/contract/documents';
import type { StackHarness } from '../../../../test/contract/harness';
import { createKibanaStack } from '../create_stack';
import { MemorySavedObjectIndex, memorySavedObjects } from '../testing/memory_saved_objects';
import { recordedKibana } from '../testing/recorded';
import { SavedObjectDocumentStore } from './document_store';
import { DOCUMENT_TYPES, savedObjectType } from './document_types';
import { registerDocumentTypes } from './register_types';
import { inSpace } from './repository_client';

const storeOf = (index: MemorySavedObjectIndex, space: string, user = 'mia') =>
  new SavedObjectDocumentStore(memorySavedObjects(index, space), space, user, Date.now);

documentContract(async (): Promise<StackHarness> => {
  const index = new MemorySavedObjectIndex();
  const notHere = () => Promise.reject(new Error('Documents only'));
  const stackOf = (name: string) =>
    createKibanaStack({
      version: '8.12.2',
      platinum: false,
      kibanaApps: true,
      user: { name },
      space: 'default',
      kibana: recordedKibana({}).transport,
      elasticsearch: { request: notHere },
      documents: storeOf(index, 'default', name),
      suggestPeople: async () => [],
    });
  return {
    stack: stackOf('mia'),
    other: stackOf('noah'),
    addEvents: notHere,
    addValueList: notHere,
    runRules: notHere,
    close: async () => undefined,
  };
});

describe('documents in Kibana', () => {
  it('of one space are not there in another, also under the same id', async () => {
    const index = new MemorySavedObjectIndex();
    const [blue, red] = [storeOf(index, 'blue'), storeOf(index, 'red')];
    await blue.create('tuning', 'CP-1', 'blue', { head: 'yes' });
    expect(await red.get('tuning', 'CP-1')).toBeUndefined();
    await red.create('tuning', 'CP-1', 'red', { head: 'yes' });
    expect((await blue.list('tuning', { size: 10 })).documents.map(({ data }) => data)).toEqual(['blue']);
    await red.remove('tuning', 'CP-1');
    expect((await blue.get('tuning', 'CP-1'))?.data).toBe('blue');
  });

  it('lose what an update leaves out, although Kibana merges', async () => {
    const store = storeOf(new MemorySavedObjectIndex(), 'default');
    const { version } = await store.create('tuning', 'a', { ports: { low: 1, high: 2 } });
    await store.update('tuning', 'a', version, { ports: { low: 1 } });
    expect((await store.get('tuning', 'a'))?.data).toEqual({ ports: { low: 1 } });
  });

  it('are found by keys that hold quotes and backslashes', async () => {
    const store = storeOf(new MemorySavedObjectIndex(), 'default');
    const key = 'a "b" \\ and *';
    await store.create('view', '1', 1, { name: key });
    expect((await store.list('view', { keys: { name: key }, size: 10 })).total).toBe(1);
    expect((await store.list('view', { keys: { name: '*' }, size: 10 })).total).toBe(0);
  });

  it('refuse a position that is none of theirs', async () => {
    const store = storeOf(new MemorySavedObjectIndex(), 'default');
    await expect(store.list('view', { size: 10, after: 'nonsense' })).rejects.toMatchObject({ code: 'rejected' });
  });

  it('say what to ask for when Kibana forbids to write them', async () => {
    const client = {
      ...memorySavedObjects(),
      create: () => Promise.reject(Object.assign(new Error('Unable to create'), { output: { statusCode: 403 } })),
    };
    const store = new SavedObjectDocumentStore(client, 'default', 'mia', Date.now);
    await expect(store.create('view', 'a', 1)).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('higher privilege'),
    });
  });
});

describe('documents as Kibana itself', () => {
  /** Kibana's repository takes the space with every call. */
  function repositoryOf(index: MemorySavedObjectIndex): SavedObjectsRepository {
    const at = (space = 'default') => memorySavedObjects(index, space);
    return {
      create: (type, attributes, { namespace, ...rest }) => at(namespace).create(type, attributes, rest),
      get: (type, id, { namespace }) => at(namespace).get(type, id),
      find: ({ namespaces: [space], ...rest }) => at(space).find(rest),
      update: (type, id, attributes, { namespace, ...rest }) => at(namespace).update(type, id, attributes, rest),
      delete: (type, id, { namespace, ...rest }) => at(namespace).delete(type, id, rest),
    };
  }

  it.each(['default', 'blue'])('of the space %s are those that its users see, and no others', async (space) => {
    const index = new MemorySavedObjectIndex();
    const server = new SavedObjectDocumentStore(inSpace(repositoryOf(index), space), space, 'eve', Date.now);
    const { version } = await server.create('exception', 'a', { n: 1 }, { state: 'open' });
    await server.update('exception', 'a', version, { n: 2 }, { state: 'open' });
    expect(await storeOf(index, space).get('exception', 'a')).toMatchObject({ data: { n: 2 }, updatedBy: 'eve' });
    expect((await server.list('exception', { size: 10, keys: { state: 'open' } })).total).toBe(1);
    expect(await storeOf(index, 'red').get('exception', 'a')).toBeUndefined();
    await server.remove('exception', 'a');
    expect(await server.get('exception', 'a')).toBeUndefined();
  });
});

describe('types of saved objects', () => {
  it('are hidden, isolated by space, and map only what is searched', () => {
    const registered: Array<{
      name: string;
      hidden: boolean;
      namespaceType: string;
      mappings: object;
      modelVersions?: object;
    }> = [];
    registerDocumentTypes({ registerType: (type) => void registered.push(type) });
    expect(registered.map(({ name }) => name)).toEqual(DOCUMENT_TYPES.map(savedObjectType));
    for (const type of registered) {
      expect(type).toMatchObject({
        hidden: true,
        namespaceType: 'multiple-isolated',
        mappings: { dynamic: false, properties: { keys: { type: 'keyword' }, order: { type: 'keyword' } } },
      });
      expect(Object.keys(type.modelVersions ?? {})).toEqual(['1']);
    }
  });
});
