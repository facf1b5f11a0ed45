// A core that has what Kibana's has in a line of versions and nothing more: the plugin meets `undefined` where the real
// one would. It judges what the plugin registers and refuses what comes too late.
const { checkFeature } = require('./feature_rules.cjs');
const { checkRoute } = require('./route_rules.cjs');
const { checkType } = require('./type_rules.cjs');

const EXCEPTION_DOORS = ['CreateItem', 'UpdateItem', 'DeleteItem', 'Import', 'Export'].map(
  (what) => `exceptionsListPre${what}`,
);
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** The part of an observable that needs no library. */
const observableOf = (value) => ({
  subscribe: (observer) => {
    (observer?.next ?? observer)?.(value);
    return { unsubscribe: () => undefined };
  },
});

/**
 * @param {'8.12' | '9.4'} line
 * @param {(problem: string) => void} fail
 */
function kibanaCore(line, fail) {
  const routes = [];
  const features = [];
  let isSetUp = false;
  const inSetup = (what) => isSetUp && fail(`${what} after setup`);

  const addRoute = (route) => {
    inSetup(`route ${route.config.path}`);
    if (routes.some(({ method, config }) => method === route.method && config.path === route.config.path))
      fail(`route ${route.method} ${route.config.path} is registered twice`);
    routes.push(route);
    return route;
  };
  const createRouter = () => ({
    ...Object.fromEntries(
      METHODS.map((method) => [method, (config, handler) => addRoute({ method, config, handler })]),
    ),
    versioned: Object.fromEntries(
      METHODS.map((method) => [
        method,
        (config) => {
          const route = addRoute({ method, config, versions: [] });
          const versioned = {
            addVersion: (options, handler) => {
              route.versions.push({ ...options, handler });
              return versioned;
            },
          };
          return versioned;
        },
      ]),
    ),
  });
  const registerType = (type) => {
    inSetup(`saved-object type ${type.name}`);
    checkType(type, fail);
  };
  const registerKibanaFeature = (feature) => {
    inSetup(`feature ${feature.id}`);
    if (features.some(({ id }) => id === feature.id)) fail(`feature ${feature.id} is registered twice`);
    features.push(feature);
    checkFeature(feature, fail);
  };

  /** Where exceptions can be watched. Only in one line, so that the plugin is also met without. */
  const registerExtension = ({ type, callback }) => {
    inSetup(`extension ${type}`);
    if (!EXCEPTION_DOORS.includes(type)) fail(`lists has no extension point ${type}`);
    if (typeof callback !== 'function') fail(`the extension ${type} needs a callback`);
  };

  /** Kinds of attachments of cases; a second one of the same name keeps Kibana from starting. */
  const registerExternalReference = ({ id }) => {
    inSetup(`attachment ${id}`);
    if (typeof id !== 'string' || id === '') fail('an attachment of cases needs an id');
  };

  const user = { username: 'elastic', roles: ['superuser'], profile_uid: 'u_1' };
  const client = { transport: { request: async () => Promise.reject(new Error('there is no Elasticsearch here')) } };
  const authc = { getCurrentUser: () => user };
  const http = {
    basePath: {
      get: () => '',
      prepend: (path) => path,
      remove: (path) => path,
      serverBasePath: '',
      publicBaseUrl: undefined,
    },
    getServerInfo: () => ({ name: 'kibana', hostname: '127.0.0.1', port: 5601, protocol: 'http' }),
  };
  const start = {
    http,
    elasticsearch: {
      client: { asInternalUser: client, asScoped: () => ({ asCurrentUser: client, asInternalUser: client }) },
    },
    savedObjects: { getScopedClient: () => ({}), createInternalRepository: () => ({}) },
    capabilities: { resolveCapabilities: async () => capabilitiesOf(features) },
    ...(line === '9.4' ? { security: { authc }, userProfile: {} } : {}),
  };
  let resolveStart;
  const startServices = new Promise((resolve) => (resolveStart = resolve));
  const setup = {
    http: { ...http, createRouter },
    savedObjects: { registerType },
    capabilities: { registerProvider: () => undefined },
    elasticsearch: {},
    getStartServices: () => startServices,
  };
  return {
    setup,
    start,
    setupDeps: {
      features: { registerKibanaFeature },
      ...(line === '8.12'
        ? { lists: { registerExtension }, cases: { attachmentFramework: { registerExternalReference } } }
        : {}),
    },
    startDeps: {
      security: { authc },
      spaces: { spacesService: { getSpaceId: () => 'default', getActiveSpace: async () => ({ id: 'default' }) } },
    },
    routes,
    features,
    /** Judges what needs the whole picture. */
    endSetup: () => {
      isSetUp = true;
      for (const route of routes) checkRoute(route, fail);
      const granted = new Set(
        features.flatMap(({ privileges }) => Object.values(privileges ?? {}).flatMap(({ api = [] }) => api)),
      );
      for (const { config } of routes) {
        for (const privilege of config.security?.authz?.requiredPrivileges ?? []) {
          if (!granted.has(privilege)) fail(`route ${config.path}: no feature grants ${privilege}`);
        }
      }
    },
    startServices: (contract) => resolveStart([start, {}, contract]),
  };
}

/** What a superuser gets: all that the features' "all" grants. */
const capabilitiesOf = (features) =>
  Object.fromEntries(
    features.map(({ id, privileges }) => [
      id,
      Object.fromEntries((privileges?.all.ui ?? []).map((name) => [name, true])),
    ]),
  );

module.exports = { kibanaCore, observableOf };
