/**
 * The contract suite on the Kibana adapter: what stands in for Kibana and Elasticsearch is handed in as a "world", so that
 * doubles, a recorded server or a real one can be put to the same test:
 *
 *   stackContract('The Kibana adapter, 8.12', kibanaHarness(() => makeWorld({ version: '8.12.2' })));
 */
import type { SavedObjectsClientContract } from '@kbn/core/server';
import {
  createKibanaStack,
  SavedObjectDocumentStore,
  type ElasticsearchTransport,
  type KibanaTransport,
} from '../../server/stack/kibana';
import { kibanaHeaders, payloadOf, queryString } from '../../server/stack/kibana/transport/headers';
import { parseBody } from '../../server/stack/kibana/transport/exchange';
import type { Stack } from '../../server/stack/stack';
import type { MakeHarness, StackHarness } from './harness';

/** Kibana and Elasticsearch as one empty installation. `user` is a login name. */
export interface KibanaWorld extends Pick<StackHarness, 'addEvents' | 'addValueList' | 'runRules' | 'close'> {
  /** Version of Kibana. */
  version: string;
  platinum?: boolean;
  space?: string;
  kibana(user: string): KibanaTransport;
  elasticsearch(user: string): ElasticsearchTransport;
  savedObjects(user: string): SavedObjectsClientContract;
}

export function kibanaHarness(make: () => Promise<KibanaWorld> | KibanaWorld): MakeHarness {
  return async () => {
    const world = await make();
    const { addEvents, addValueList, runRules, close } = world;
    return {
      stack: stackIn(world, 'mia'),
      other: stackIn(world, 'noah'),
      addEvents: addEvents.bind(world),
      addValueList: addValueList.bind(world),
      runRules: runRules.bind(world),
      close: close.bind(world),
    };
  };
}

/** The stack of one user in a world. */
export function stackIn(world: KibanaWorld, user: string): Stack {
  const { version, platinum = false, space = 'default' } = world;
  return createKibanaStack({
    version,
    platinum,
    kibanaApps: true,
    user: { name: user },
    space,
    kibana: world.kibana(user),
    elasticsearch: world.elasticsearch(user),
    documents: new SavedObjectDocumentStore(world.savedObjects(user), space, user, Date.now),
    suggestPeople: async () => [],
    attachesVerdicts: true,
  });
}

/** A request as it would go over the wire. */
export interface WireRequest {
  method: string;
  /** With space prefix and query. */
  path: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  body?: string;
}

export interface WireAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** A transport over a handler in this process, with exactly the headers and bodies that go over HTTP. */
export function wireTransport(
  handle: (request: WireRequest) => Promise<WireAnswer>,
  { space = 'default', credentials = {} }: { space?: string; credentials?: Record<string, string> } = {},
): KibanaTransport {
  const prefix = space === 'default' ? '' : `/s/${space}`;
  return {
    request: async (method, path, call = {}) => {
      const payload = payloadOf(call);
      const answer = await handle({
        method,
        path: `${prefix}${path}${queryString(call.query)}`,
        headers: { ...kibanaHeaders(payload), ...credentials },
        ...(payload.body === undefined ? {} : { body: payload.body }),
      });
      return { status: answer.status, body: parseBody(answer.body, answer.headers['content-type'] ?? '') };
    },
  };
}
