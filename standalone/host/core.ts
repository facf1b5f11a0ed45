/** The server core that the plugin sees. What only Kibana has (Elasticsearch, saved objects) says so when touched. */
import type { AuthenticatedUser, Capabilities, CoreSetup, CoreStart } from '@kbn/core/server';
import type { HttpServer } from './http/http_server';

export interface CoreOptions {
  http: HttpServer;
  user: AuthenticatedUser;
  capabilities: Capabilities;
}

export interface HostCore {
  setup: CoreSetup;
  start: CoreStart;
  /** Settles the promises that `getStartServices` has handed out. */
  resolveStartServices(deps: object, contract: unknown): void;
}

function absent(what: string): never {
  throw new Error(`${what} exists only inside Kibana`);
}

export function createCore({ http, user, capabilities }: CoreOptions): HostCore {
  const start: CoreStart = {
    http: { basePath: http.basePath, getServerInfo: () => http.getServerInfo() },
    elasticsearch: {
      client: {
        get asInternalUser() {
          return absent('The Elasticsearch client');
        },
        asScoped: () => absent('The Elasticsearch client'),
      },
    },
    savedObjects: {
      getScopedClient: () => absent('The saved objects client'),
      createInternalRepository: () => absent('The saved objects repository'),
    },
    capabilities: { resolveCapabilities: async () => capabilities },
    security: { authc: { getCurrentUser: () => user } },
  };
  let resolveStartServices: HostCore['resolveStartServices'] = () => undefined;
  const startServices = new Promise<[CoreStart, object, unknown]>((resolve) => {
    resolveStartServices = (deps, contract) => resolve([start, deps, contract]);
  });
  const setup: CoreSetup = {
    http: {
      createRouter: () => http.createRouter(),
      basePath: http.basePath,
      getServerInfo: () => http.getServerInfo(),
    },
    savedObjects: { registerType: () => absent('The saved objects registry') },
    capabilities: { registerProvider: () => undefined },
    getStartServices: () => startServices,
  };
  return { setup, start, resolveStartServices };
}
