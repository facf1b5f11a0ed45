/** The whole workbench on the Kibana adapter, over HTTP to the doubles: what a fault does is what a user would see. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { remoteKibana } from '../../server/stack/kibana';
import type { Stack } from '../../server/stack/stack';
import { ECS_TYPES } from '../../standalone/stack/ecs_types';
import { startStackWorkbench, type StackWorkbench } from '../api/stack_workbench';
import { stackIn, type KibanaWorld } from '../contract/kibana_harness';
import { serve, type DoubleRequest } from '../doubles/kibana';
import { doubledWorld, type DoubledWorld, type WorldOptions } from '../doubles/world';

/** Short, so that a test of it is; the double answers in milliseconds. */
export const TIMEOUT_MS = 1_500;
const MAX_BYTES = 64_000_000;
const PACKS = join(__dirname, '..', '..', 'packs');

export interface KibanaWorkbench extends Pick<StackWorkbench, 'call' | 'log'> {
  /** The installation of the test that is running. */
  readonly world: DoubledWorld;
  /** What a user of the workbench has in hands. */
  stackOf(user: string): Stack;
  /** Begins with an empty installation. */
  reset(options?: WorldOptions): Promise<void>;
  stop(): Promise<void>;
}

/** Starting reads and checks every pack, so one serves all tests of a file. */
export async function startKibanaWorkbench(user = 'ana'): Promise<KibanaWorkbench> {
  let world = doubledWorld();
  let server = await serve(world.kibanaDouble);
  const stackOf = (name: string): Stack => stackIn(overHttp(world, server.url), name);
  const workbench = await startStackWorkbench({ username: user, around: () => stackOf(user) });
  return {
    get world() {
      return world;
    },
    call: workbench.call,
    log: workbench.log,
    stackOf,
    reset: async (options = {}) => {
      await server.close();
      world = doubledWorld({ ...options, users: { [user]: {}, eve: {}, ...options.users } });
      server = await serve(world.kibanaDouble);
    },
    stop: async () => {
      await workbench.stop();
      await server.close();
    },
  };
}

function overHttp(world: DoubledWorld, url: string): KibanaWorld {
  return {
    ...world,
    kibana: (name) =>
      remoteKibana(
        { url, apiKey: `key-of-${name}`, timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES },
        world.space ?? 'default',
      ),
  };
}

/**
 * Brings the recording of an expectation in, as Elastic Defend sees it and as if it had just happened, and runs the rules.
 * The indices are mapped as Elastic's templates map them.
 */
export async function replay(
  world: Pick<DoubledWorld, 'elasticsearchDouble' | 'runRules'>,
  testId: string,
): Promise<void> {
  const file = readdirSync(PACKS, { recursive: true, encoding: 'utf8' }).find((path) =>
    path.endsWith(join('recordings', 'defend', `${testId}.ndjson`)),
  );
  if (file === undefined) throw new Error(`${testId} has no recording of Elastic Defend`);
  const lines = readFileSync(join(PACKS, file), 'utf8').split('\n').filter(Boolean);
  const events = lines.map((line) => JSON.parse(line) as DefendEvent);
  const last = Math.max(...events.map((event) => Date.parse(event['@timestamp'])));
  const moved = (time: string): string => new Date(Date.parse(time) + Date.now() - last - 60_000).toISOString();
  for (const event of events) {
    const { type, dataset, namespace } = event.data_stream;
    const index = `${type}-${dataset}-${namespace}`;
    world.elasticsearchDouble.create(index, Object.fromEntries(ECS_TYPES));
    const times = { '@timestamp': moved(event['@timestamp']) };
    world.elasticsearchDouble.add(index, {
      ...event,
      ...times,
      event: { ...event.event, ingested: times['@timestamp'] },
    });
  }
  await world.runRules();
}

interface DefendEvent {
  '@timestamp': string;
  data_stream: { type: string; dataset: string; namespace: string };
  event: Record<string, unknown>;
}

/** Requests by method and path, without space and query. */
export const isCall =
  (method: string, path: string) =>
  (request: DoubleRequest): boolean =>
    request.method === method && (request.path.split('?')[0] as string).endsWith(path);
