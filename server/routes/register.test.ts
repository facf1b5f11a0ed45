import type { IRouter } from '@kbn/core/server';
import { routes } from '../../common/api';
import { handlers } from '.';
import { pair, registerRoutes, type RegisterOptions } from './register';

interface Registered {
  method: string;
  path: string;
  access: string;
  tags: readonly string[];
  privileges: readonly string[];
  version: string;
}

/** A router that remembers what is registered. */
function recordingRouter(seen: Registered[]): IRouter {
  const versioned = new Proxy(
    {},
    {
      get: (_target, method: string) => (config: Record<string, never>) => ({
        addVersion: ({ version }: { version: string }) => {
          const { path, access, options, security } = config as unknown as {
            path: string;
            access: string;
            options: { tags: string[] };
            security: { authz: { requiredPrivileges: string[] } };
          };
          const { requiredPrivileges } = security.authz;
          seen.push({ method, path, access, tags: options.tags, privileges: requiredPrivileges, version });
        },
      }),
    },
  );
  return { versioned } as unknown as IRouter;
}

const logger = { get: () => logger } as unknown as RegisterOptions['logger'];

function register(): Registered[] {
  const seen: Registered[] = [];
  registerRoutes({ router: recordingRouter(seen), logger } as RegisterOptions, handlers);
  return seen;
}

describe('registration', () => {
  it('registers every contract once, under the public version', () => {
    const seen = register();
    expect(seen).toHaveLength(routes.length);
    expect(new Set(seen.map(({ method, path }) => `${method} ${path}`)).size).toBe(routes.length);
    expect(seen.every(({ access, version }) => access === 'public' && version === '2023-10-31')).toBe(true);
  });

  it('asks for the same privilege in the form of 8.12 and in the form of 9.x', () => {
    for (const { tags, privileges } of register()) {
      expect(privileges).toHaveLength(1);
      expect(tags).toEqual([`access:${privileges[0]}`]);
    }
  });

  it('refuses to start when a described route is not built', () => {
    expect(() => pair(handlers.slice(1))).toThrow(/Without handler: techniques\.list;/);
  });

  it('refuses to start when a handler belongs to no contract, or a contract has two', () => {
    const [first] = handlers;
    const others = routes.filter(({ id }) => id !== 'techniques.list');
    expect(() => pair(handlers, others)).toThrow(/without contract: techniques\.list;/);
    expect(() => pair([...handlers, first!])).toThrow(/do not pair up/);
  });
});
