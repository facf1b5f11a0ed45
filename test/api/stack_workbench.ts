/** A workbench over an embedded stack that the test holds in its hands: it brings events in and runs rules itself. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLogger } from '../../standalone/host/logger';
import type { Role } from '../../standalone/host/roles';
import { EmbeddedStack } from '../../standalone/stack';
import { startWorkbench } from '../../standalone/workbench_host';
import { API_BASE, type RouteContract } from '../../common/api';
import type { ListsPluginSetup } from '@kbn/lists-plugin/server';
import { sharedPacks } from '../../server/services/packs';
import type { StackFactory } from '../../server/stack/factory';
import type { Stack } from '../../server/stack/stack';

const ROOT = join(__dirname, '..', '..');

export interface Answer<T> {
  status: number;
  body: T;
}

export interface CallInput {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
}

export interface StackWorkbench {
  url: string;
  stack: EmbeddedStack;
  log: string[];
  /** Calls a route by its contract; a stream answers the list of its lines. */
  call<P, Q, B, R>(contract: RouteContract<P, Q, B, R>, input?: CallInput): Promise<Answer<R>>;
  /** Like `call`, with the body as it is. */
  raw(
    contract: Pick<RouteContract, 'method' | 'path'>,
    body: string,
    params?: Record<string, string>,
  ): Promise<Answer<unknown>>;
  /** Brings the recordings of a test in, as if they had just happened, and runs the rules. */
  replay(testId: string): Promise<void>;
  stop(): Promise<void>;
}

function pathOf(path: string, params: Record<string, string> = {}): string {
  return `${API_BASE}${path.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(params[name] ?? ''))}`;
}

/** Recording files of a test, over all packs and data sources. */
function recordingsOf(testId: string): string[] {
  const packs = join(ROOT, 'packs');
  return readdirSync(packs, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.includes('recordings') && path.endsWith(`${testId}.ndjson`))
    .map((path) => join(packs, path));
}

export interface StackWorkbenchOptions {
  role?: Role;
  username?: string;
  /** A second host over the stack of another workbench, for someone else; the first one closes it. */
  shares?: StackWorkbench;
  /** What each request gets instead of the stack itself, for faults. */
  around?: (stack: Stack) => Stack;
  /** The built page; default: there is none, only the API. */
  bundlesDir?: string;
  /** Kibana's `lists` plugin; default: there is none. */
  lists?: ListsPluginSetup;
}

export async function startStackWorkbench(options: StackWorkbenchOptions = {}): Promise<StackWorkbench> {
  const { role = 'manager', username = 'ana', shares, around = (inner: Stack) => inner, lists } = options;
  const log: string[] = [];
  const logger = createLogger({ level: 'warn', write: (line) => log.push(line) }, 'host');
  const stack = shares?.stack ?? EmbeddedStack.open({ userName: () => username, log: logger.get('stack') });
  const stackFactory: StackFactory = {
    setup: (_core, deps) => {
      if (lists) deps.lists = lists;
    },
    start: () => {
      if (!shares) stack.start();
      return {
        forRequest: async () => around(stack.stackOf(username)),
        ...(lists ? { serverDocuments: (_space, author) => stack.stackOf(author).documents } : {}),
      };
    },
    stop: async () => {
      if (!shares) await stack.stop();
    },
  };
  const host = await startWorkbench({
    host: '127.0.0.1',
    port: 0,
    basePath: '',
    role,
    username,
    openPacks: sharedPacks({ bundled: join(ROOT, 'packs') }),
    bundlesDir: options.bundlesDir ?? join(ROOT, 'build', 'none'),
    stackFactory,
    logger,
  });
  const url = `http://127.0.0.1:${host.port}`;
  const send = async (method: string, path: string, body?: string): Promise<Answer<never>> => {
    const response = await fetch(`${url}${path}`, {
      method: method.toUpperCase(),
      headers: { 'content-type': 'application/json', 'kbn-xsrf': 'true' },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    const isStream = response.headers.get('content-type')?.includes('ndjson') ?? false;
    const lines = () =>
      text
        .split('\n')
        .filter((line) => line !== '')
        .map((line): unknown => JSON.parse(line));
    return {
      status: response.status,
      body: (isStream ? lines() : text === '' ? undefined : JSON.parse(text)) as never,
    };
  };
  return {
    url,
    stack,
    log,
    call: (contract, { params, query, body } = {}) => {
      const search = new URLSearchParams(query).toString();
      const path = `${pathOf(contract.path, params)}${search ? `?${search}` : ''}`;
      return send(contract.method, path, contract.method === 'get' ? undefined : JSON.stringify(body ?? {}));
    },
    raw: (contract, body, params) => send(contract.method, pathOf(contract.path, params), body),
    replay: async (testId) => {
      const sources = recordingsOf(testId).map((path) => ({
        name: path,
        open: async function* () {
          yield readFileSync(path);
        },
      }));
      if (sources.length === 0) throw new Error(`${testId} has no recordings`);
      await stack.importEvents(sources, { shiftToNow: true });
      await stack.runDueRules();
    },
    stop: () => host.stop(),
  };
}
