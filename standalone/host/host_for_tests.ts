/** Starts the host around a small plugin, for the tests of the host itself. */
import { schema } from '@kbn/config-schema';
import type { IRouter } from '@kbn/core/server';
import { apiPrivilege, routeAccess } from '../../server/privileges';
import { startHost, type Host, type HostOptions } from './host';
import { createLogger } from './logger';

export interface TestHost extends Host {
  /** What was logged, line by line. */
  log: string[];
  /** fetch below the base path. */
  call(path: string, init?: RequestInit): Promise<Response>;
  /** A write with all that a write needs. */
  send(method: string, path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
}

/** Route options that anybody who sees the workbench may use. */
export const FOR_VIEWERS = {
  options: { tags: routeAccess('view').tags },
  security: { authz: { requiredPrivileges: [apiPrivilege('view')] } },
};

export async function startTestHost(
  registerRoutes: (router: IRouter) => void,
  overrides: Partial<HostOptions<object>> = {},
): Promise<TestHost> {
  const log: string[] = [];
  const host = await startHost<object>({
    host: '127.0.0.1',
    port: 0,
    basePath: '',
    role: 'manager',
    username: 'ana',
    bundlesDir: '/nowhere',
    logger: createLogger({ level: 'warn', write: (line) => log.push(line) }, 'host'),
    plugin: {
      id: 'sample',
      config: { schema: schema.object({}) },
      settings: {},
      browserConfig: {},
      create: () => ({ setup: (core) => registerRoutes(core.http.createRouter()), start: () => undefined }),
    },
    ...overrides,
  });
  const call = (path: string, init?: RequestInit) =>
    fetch(`http://127.0.0.1:${host.port}${overrides.basePath ?? ''}${path}`, init);
  return {
    ...host,
    log,
    call,
    send: (method, path, body, headers) =>
      call(path, {
        method,
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { 'content-type': 'application/json', 'kbn-xsrf': 'true', ...headers },
      }),
  };
}
