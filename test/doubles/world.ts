/** One empty installation of doubles, as the contract suite wants it. */
import { randomUUID } from 'node:crypto';
import { CASE_VERDICT_TYPE } from '../../common/case_verdict';
import { MemorySavedObjectIndex, memorySavedObjects } from '../../server/stack/kibana/testing/memory_saved_objects';
import type { StackError } from '../../server/stack/stack';
import { wireTransport, type KibanaWorld } from '../contract/kibana_harness';
import { ElasticsearchDouble } from './elasticsearch/double';
import { elasticsearchTransport } from './elasticsearch/transport';
import { KibanaDouble, type KibanaDoubleOptions, type User } from './kibana';

export interface DoubledWorld extends KibanaWorld {
  readonly kibanaDouble: KibanaDouble;
  readonly elasticsearchDouble: ElasticsearchDouble;
  /** What goes wrong at Elasticsearch instead of an answer. */
  elasticsearchFault: (method: string, path: string) => { status: number; body: unknown } | StackError | undefined;
  /** The same installation in another space. */
  inSpace(space: string): DoubledWorld;
}

export interface WorldOptions extends Pick<KibanaDoubleOptions, 'version' | 'spaces'> {
  space?: string;
  platinum?: boolean;
  /** Privileges by login name; everything for names that are not here. */
  users?: Readonly<Record<string, Omit<User, 'name'>>>;
}

const NAMES = ['mia', 'noah'];

export function doubledWorld({
  version = '8.12.2',
  space = 'default',
  platinum = false,
  spaces = [],
  users = {},
}: WorldOptions = {}): DoubledWorld {
  const elasticsearchDouble = new ElasticsearchDouble();
  const names = [...new Set([...NAMES, ...Object.keys(users)])];
  const kibanaDouble = new KibanaDouble({
    version,
    spaces,
    elasticsearch: elasticsearchDouble,
    users: Object.fromEntries(names.map((name) => [`key-of-${name}`, { name, ...users[name] }])),
  });
  kibanaDouble.state.attachmentTypes.add(CASE_VERDICT_TYPE);
  return worldOf(
    { version, platinum, kibanaDouble, elasticsearchDouble, objects: new MemorySavedObjectIndex() },
    space,
  );
}

interface Parts {
  version: string;
  platinum: boolean;
  kibanaDouble: KibanaDouble;
  elasticsearchDouble: ElasticsearchDouble;
  /** Where the workbench's own documents are. */
  objects: MemorySavedObjectIndex;
}

function worldOf(parts: Parts, space: string): DoubledWorld {
  const { version, platinum, kibanaDouble, elasticsearchDouble, objects } = parts;
  const world: DoubledWorld = {
    version,
    platinum,
    space,
    kibanaDouble,
    elasticsearchDouble,
    elasticsearchFault: () => undefined,
    kibana: (user) =>
      wireTransport((request) => kibanaDouble.handle(request), {
        space,
        credentials: { authorization: `ApiKey key-of-${user}` },
      }),
    elasticsearch: () =>
      elasticsearchTransport(elasticsearchDouble, (method, path) => world.elasticsearchFault(method, path)),
    savedObjects: () => memorySavedObjects(objects, space),
    addEvents: async (events) =>
      events.map(({ index, source }) => elasticsearchDouble.add(index, structuredClone(source), randomUUID())),
    addValueList: ({ id, name, type, values }) => addValueList(kibanaDouble, space, { id, name, type }, values),
    runRules: async () => kibanaDouble.runRules(space),
    close: async () => undefined,
    inSpace: (other) => worldOf(parts, other),
  };
  return world;
}

async function addValueList(
  double: KibanaDouble,
  space: string,
  list: { id: string; name: string; type: string },
  values: readonly string[],
): Promise<void> {
  const send = async (path: string, body?: object): Promise<void> => {
    const headers = { 'kbn-xsrf': 'test', 'content-type': 'application/json', authorization: 'ApiKey key-of-mia' };
    const prefix = space === 'default' ? '' : `/s/${space}`;
    const answer = await double.handle({
      method: 'POST',
      path: `${prefix}${path}`,
      headers,
      body: JSON.stringify(body),
    });
    if (answer.status >= 300) throw new Error(`${path}: ${answer.body}`);
  };
  if (!double.state.valueLists.in(space).ready) await send('/api/lists/index');
  await send('/api/lists', { ...list, description: list.name });
  for (const value of values) await send('/api/lists/items', { list_id: list.id, value });
}
