/** Kibana's router, plain and versioned: checks what Kibana checks at registration and hands each route to the server. */
import type {
  IRouter,
  RequestHandler,
  RouteConfig,
  RouteMethod,
  RouteOptions,
  RouteSecurity,
  RouteValidatorConfig,
  VersionedRoute,
  VersionedRouteConfig,
} from '@kbn/core/server';

/** One implementation of a route: what it accepts, and the code behind it. */
export interface RouteVersion {
  validate: RouteValidatorConfig | false;
  handler: RequestHandler;
}

export interface HostRoute {
  method: RouteMethod;
  path: string;
  options: RouteOptions;
  /** Privileges that a caller must hold, all of them. */
  privileges: readonly string[];
  /** Picks the implementation for the `elastic-api-version` header. */
  resolve(requestedVersion: string | undefined): VersionChoice;
}

export type VersionChoice = { ok: true; version?: string; route: RouteVersion } | { ok: false; message: string };

const METHODS: readonly RouteMethod[] = ['get', 'post', 'put', 'patch', 'delete'];

/** @param add called once per route, at registration */
export function createRouter(add: (route: HostRoute) => void): IRouter {
  const plain = (method: RouteMethod) => (config: RouteConfig, handler: RequestHandler) => {
    if (config.validate === undefined) {
      throw new Error(`The [${method}] at [${config.path}] does not have a 'validate' specified. Use 'false' to skip.`);
    }
    if (typeof config.validate === 'function') {
      throw new Error(`Lazy validation of [${method}] at [${config.path}]: Kibana 8.12 would validate nothing.`);
    }
    const route: RouteVersion = { validate: config.validate, handler };
    const { options = {}, path } = config;
    add({ method, path, options, privileges: privilegesOf(method, config), resolve: () => ({ ok: true, route }) });
  };
  const versioned = (method: RouteMethod) => (config: VersionedRouteConfig) => versionedRoute(method, config, add);
  const byMethod = <T>(make: (method: RouteMethod) => T) =>
    Object.fromEntries(METHODS.map((method) => [method, make(method)])) as Record<RouteMethod, T>;
  // The registrars are generic per route; here every route is handled alike.
  return { ...byMethod(plain), versioned: byMethod(versioned) } as IRouter;
}

function versionedRoute(
  method: RouteMethod,
  config: VersionedRouteConfig,
  add: (route: HostRoute) => void,
): VersionedRoute {
  const versions = new Map<string, RouteVersion>();
  const { access, path } = config;
  const resolve = (requested: string | undefined): VersionChoice => {
    const known = [...versions.keys()].sort();
    const version = requested ?? (access === 'public' ? known[0] : undefined);
    if (version === undefined) {
      return {
        ok: false,
        message: `Please specify a version via elastic-api-version header. Available versions: [${known}]`,
      };
    }
    const route = versions.get(version);
    return route
      ? { ok: true, version, route }
      : {
          ok: false,
          message: `No version "${version}" available for [${method}] [${path}]. Available versions are: [${known}]`,
        };
  };
  add({ method, path, options: { ...config.options, access }, privileges: privilegesOf(method, config), resolve });
  const self: VersionedRoute = {
    addVersion: ({ version, validate }, handler) => {
      checkVersion(access, version);
      if (versions.has(version)) throw new Error(`Version "${version}" of [${method}] [${path}] is registered twice.`);
      // The types of the parts matter to the handler only; validation has established them when it runs.
      const route = { validate: validate === false ? false : (validate.request ?? false), handler } as RouteVersion;
      versions.set(version, route);
      return self;
    },
  };
  return self;
}

function checkVersion(access: 'public' | 'internal', version: string): void {
  const expected = access === 'public' ? /^\d{4}-\d{2}-\d{2}$/ : /^[1-9]\d*$/;
  if (!expected.test(version)) {
    const form = access === 'public' ? 'a date (YYYY-MM-DD)' : 'a positive integer';
    throw new Error(`The version of a route with ${access} access must be ${form}, but it is "${version}".`);
  }
}

/**
 * Kibana 8.12 looks at the `access:` tags, 9.x at `security`. A route whose two halves differ would be protected
 * differently depending on the version, so it is refused here.
 */
function privilegesOf(
  method: RouteMethod,
  config: { path: string; options?: { tags?: readonly string[] }; security?: RouteSecurity },
): readonly string[] {
  const tags = (config.options?.tags ?? []).filter((tag) => tag.startsWith('access:'));
  const fromTags = tags.map((tag) => tag.slice('access:'.length)).sort();
  const authz = config.security?.authz;
  if (!authz)
    throw new Error(`The route [${method}] [${config.path}] has no security.authz, which Kibana 9.1+ demands.`);
  const fromAuthz = 'requiredPrivileges' in authz ? [...authz.requiredPrivileges].sort() : [];
  if (fromTags.join() !== fromAuthz.join()) {
    throw new Error(
      `The route [${method}] [${config.path}] asks for [${fromTags}] by tags but [${fromAuthz}] by security.authz.`,
    );
  }
  return fromAuthz;
}
