/** The whole workbench on the Kibana adapter, over HTTP to the doubles: what a fault does is what a user would see. */
import { remoteKibana } from '../../server/stack/kibana';
import type { Stack } from '../../server/stack/stack';
import { startStackWorkbench, type StackWorkbench } from '../api/stack_workbench';
import { stackIn, type KibanaWorld } from '../contract/kibana_harness';
import { serve, type DoubleRequest } from '../doubles/kibana';
import { doubledWorld, type DoubledWorld, type WorldOptions } from '../doubles/world';

/** Short, so that a test of it is; the double answers in milliseconds. */
export const TIMEOUT_MS = 1_500;
const MAX_BYTES = 64_000_000;

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

/** Requests by method and path, without space and query. */
export const isCall =
  (method: string, path: string) =>
  (request: DoubleRequest): boolean =>
    request.method === method && (request.path.split('?')[0] as string).endsWith(path);
