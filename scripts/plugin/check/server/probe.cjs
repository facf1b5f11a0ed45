// Runs in the oldest supported Node: `node probe.cjs PLUGIN_FOLDER LINE`. Takes the server half through its life as Kibana
// does and prints one line of JSON: { problems, summary }. It must then end by itself.
const { isBuiltin } = require('node:module');
const Module = require('node:module');
const { join } = require('node:path');
const { kibanaCore, observableOf } = require('./kibana_core.cjs');
const { RESULT } = require('./route_rules.cjs');

const [folder, line] = process.argv.slice(2);
const KIBANA_VERSIONS = { 8.12: '8.12.2', 9.4: '9.4.1' };
const PACKS = '/api/detection_workbench/packs';
/** Kibana waits so long for setup and start. */
const PATIENCE_MS = 10_000;

const problems = [];
const fail = (problem) => void problems.push(problem);

/** Kibana's own packages would be found here too, but none but this one is a contract. */
function watchModules() {
  const load = Module._load;
  Module._load = function (request, parent, isMain) {
    const isOurs = parent?.filename?.startsWith(folder);
    if (isOurs && !isBuiltin(request) && request !== '@kbn/config-schema') fail(`server/index.js requires ${request}`);
    return load.call(this, request, parent, isMain);
  };
}

const logger = () => ({
  ...Object.fromEntries(['trace', 'debug', 'info'].map((level) => [level, () => undefined])),
  ...Object.fromEntries(
    ['warn', 'error', 'fatal'].map((level) => [level, (message) => fail(`logs a ${level}: ${message}`)]),
  ),
  get: logger,
});

async function inTime(what, promise) {
  let timer;
  const late = new Promise((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} takes longer than ${PATIENCE_MS / 1000} s`)), PATIENCE_MS);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function checkConfig(config) {
  if (typeof config?.schema?.validate !== 'function') return fail('config.schema must be of @kbn/config-schema');
  const settings = config.schema.validate({});
  if (settings.enabled !== true) fail('config needs "enabled", true by default');
  if (config.schema.validate({ enabled: false }).enabled !== false) fail('"enabled: false" must be accepted');
  for (const key of Object.keys(config.exposeToBrowser ?? {})) {
    if (!(key in settings)) fail(`exposeToBrowser names ${key}, which is no setting`);
  }
  return settings;
}

const contextOf = (settings) => ({
  opaqueId: Symbol('detectionWorkbench'),
  env: {
    mode: { name: 'production', dev: false, prod: true },
    packageInfo: { version: KIBANA_VERSIONS[line], branch: line, buildNum: 1, buildSha: '0', dist: true },
    instanceUuid: '00000000-0000-4000-8000-000000000000',
    configs: [],
  },
  node: { roles: { backgroundTasks: true, ui: true } },
  logger: { get: logger },
  config: { get: () => settings, create: () => observableOf(settings), legacy: { globalConfig$: observableOf({}) } },
});

/** One request through a real handler: the packs are where the server looks for them, and whole. */
async function askForPacks(core) {
  const route = core.routes.find(({ method, config }) => method === 'get' && config.path === PACKS);
  const handler = route?.versions?.[0]?.handler;
  if (!handler) return fail(`there is no route get ${PACKS}`);
  const request = {
    params: {},
    query: {},
    body: {},
    headers: {},
    events: { aborted$: observableOf(), completed$: observableOf() },
  };
  for (const name of Object.keys(request.events))
    request.events[name].subscribe = () => ({ unsubscribe: () => undefined });
  const answer =
    (status) =>
    (options = {}) => ({ status, body: options.body });
  const response = { ok: answer(200), customError: (options) => ({ status: options.statusCode, body: options.body }) };
  const { status, body } = await handler({ core: Promise.resolve({}) }, request, response, RESULT);
  const packs = body?.packs ?? [];
  if (status !== 200 || packs.length === 0) return fail(`get ${PACKS} answers ${status}: ${JSON.stringify(body)}`);
  return packs.length;
}

async function main() {
  watchModules();
  const server = require(join(folder, 'server'));
  if (require(join(folder, 'server')) !== server) fail('a second require gives another module');
  if (typeof server.plugin !== 'function') throw new Error('server/index.js does not export plugin');
  const settings = checkConfig(server.config);
  const core = kibanaCore(line, fail);
  const instance = await server.plugin(contextOf(settings));
  await inTime('setup', instance.setup(core.setup, core.setupDeps));
  core.endSetup();
  if (core.features.length === 0) fail('no feature is registered');
  core.startServices(await inTime('start', instance.start(core.start, core.startDeps)));
  const packs = await inTime('the first request', askForPacks(core));
  await inTime('stop', instance.stop?.());
  return `${core.routes.length} routes, ${core.features.length} features, ${packs} packs`;
}

main()
  .catch((error) => {
    fail(error?.stack ?? String(error));
    return '';
  })
  .then((summary) => process.stdout.write(`${JSON.stringify({ problems, summary })}\n`));
