/** Starts the whole workbench in this process, in memory, on a free port: what API tests talk to. */
import { join } from 'node:path';
import { openEmbedded, type EmbeddedOptions } from '../../standalone/embedded';
import type { Role } from '../../standalone/host/roles';
import { createLogger } from '../../standalone/host/logger';
import { startWorkbench } from '../../standalone/workbench_host';
import { API_BASE, type RouteContract } from '../../common/api';
import { sharedPacks } from '../../server/services/packs';

const ROOT = join(__dirname, '..', '..');

export interface TestWorkbenchOptions {
  role?: Role;
  username?: string;
  /** Load the demo data before the host is handed over. */
  demoData?: boolean;
  /** Files to import before the host is handed over. */
  events?: readonly string[];
  /** Folder of the data file; in memory when absent. */
  dataDir?: string;
  basePath?: string;
}

export interface JsonAnswer<T> {
  status: number;
  body: T;
  headers: Headers;
}

export interface TestWorkbench {
  /** With the base path, without a slash at the end. */
  url: string;
  /** Everything that was logged at `warn` and above. */
  log: string[];
  /** A request as a browser of this page sends it; `path` is below the base path. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /**
   * Calls a route by its contract and reads the answer as JSON (or, for streams, as the list of its lines).
   *
   * @param input path parameters, query and body as the contract describes them
   */
  call<T>(
    contract: Pick<RouteContract<never, never, never, T>, 'method' | 'path'>,
    input?: { params?: Record<string, string>; query?: Record<string, string>; body?: unknown },
  ): Promise<JsonAnswer<T>>;
  stop(): Promise<void>;
}

/** Stop it in `afterAll`. */
export async function startTestWorkbench(options: TestWorkbenchOptions = {}): Promise<TestWorkbench> {
  const { role = 'manager', username = 'ana', demoData = false, events = [], dataDir, basePath = '' } = options;
  const log: string[] = [];
  const logger = createLogger({ level: 'warn', write: (line) => log.push(line) }, 'host');
  const openPacks = sharedPacks({ bundled: join(ROOT, 'packs') });
  const embeddedOptions: EmbeddedOptions = {
    dataDir,
    openPacks,
    username,
    events,
    shiftToNow: false,
    demoData,
    terminal: { write: () => true },
    logger: logger.get('stack'),
  };
  const embedded = openEmbedded(embeddedOptions);
  const host = await startWorkbench({
    host: '127.0.0.1',
    port: 0,
    basePath,
    role,
    username,
    openPacks,
    bundlesDir: join(ROOT, 'build', 'none'),
    stackFactory: embedded.stackFactory,
    logger,
  });
  await embedded.loadEvents(new AbortController().signal);
  const url = `http://127.0.0.1:${host.port}${basePath}`;
  const send = (path: string, init: RequestInit = {}) =>
    fetch(`${url}${path}`, {
      ...init,
      headers: { 'content-type': 'application/json', 'kbn-xsrf': 'true', ...init.headers },
    });
  return {
    url,
    log,
    fetch: send,
    call: async <T>(
      contract: Pick<RouteContract<never, never, never, T>, 'method' | 'path'>,
      input: { params?: Record<string, string>; query?: Record<string, string>; body?: unknown } = {},
    ) => {
      const path = contract.path.replace(/\{(\w+)\}/g, (_all, name: string) =>
        encodeURIComponent(input.params?.[name] ?? ''),
      );
      const query = new URLSearchParams(input.query).toString();
      const response = await send(`${API_BASE}${path}${query ? `?${query}` : ''}`, {
        method: contract.method.toUpperCase(),
        ...(contract.method === 'get' ? {} : { body: JSON.stringify(input.body ?? {}) }),
      });
      return { status: response.status, headers: response.headers, body: (await readAnswer(response)) as T };
    },
    stop: () => host.stop(),
  };
}

async function readAnswer(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!response.headers.get('content-type')?.includes('ndjson')) return text === '' ? undefined : JSON.parse(text);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}
