// What a route must look like so that 8.12 and 9.x register it, authorise it and validate its input.

const CONFIG_KEYS = new Set(['path', 'access', 'options', 'security', 'summary', 'description', 'validate']);
const OPTION_KEYS = new Set(['access', 'tags', 'body', 'timeout', 'xsrfRequired', 'summary', 'description']);
const PUBLIC_VERSION = '2023-10-31';
const ACCESS_TAG = /^access:/;
const PARTS = ['params', 'query', 'body'];

/** The factory that Kibana hands to validating functions. */
const RESULT = {
  ok: (value) => ({ value }),
  badRequest: (error, path) => ({ error: Object.assign(new Error(String(error?.message ?? error)), { path }) }),
};

/**
 * @param {object} route as it was registered, with `method` and, for versioned routes, `versions`
 * @param {(problem: string) => void} fail
 */
function checkRoute(route, fail) {
  const say = (problem) => fail(`route ${route.method} ${route.config.path}: ${problem}`);
  const { path, options = {}, security } = route.config;
  if (!/^\/(api|internal)\/[a-z_]+\/?/.test(path ?? '')) say('the path must begin with /api/ or /internal/');
  for (const key of Object.keys(route.config)) if (!CONFIG_KEYS.has(key)) say(`unknown key ${key}`);
  for (const key of Object.keys(options)) if (!OPTION_KEYS.has(key)) say(`unknown option ${key}`);
  checkAccess(options.tags ?? [], security?.authz, say);
  if (typeof route.handler === 'function') checkValidation(route.config.validate, say);
  for (const { version, validate, handler } of route.versions ?? []) {
    if (version !== PUBLIC_VERSION) say(`version ${version} is not that of public routes`);
    if (typeof handler !== 'function') say('there is no handler');
    checkVersionValidation(validate, say);
  }
  if (route.versions?.length === 0) say('there is no version');
}

/** 8.12 looks at the tag, 9.x at `security`; both must ask for the same. */
function checkAccess(tags, authz, say) {
  const tagged = tags.filter((tag) => ACCESS_TAG.test(tag)).map((tag) => tag.replace(ACCESS_TAG, ''));
  const required = authz?.requiredPrivileges ?? [];
  if (tagged.length === 0) say('no access: tag, so 8.12 lets everybody in');
  if (required.length === 0) say('no security.authz.requiredPrivileges, so 9.x refuses it');
  if (tagged.join() !== required.join()) say(`tags ask for ${tagged.join()}, security for ${required.join()}`);
}

function checkVersionValidation(validate, say) {
  if (validate === false) return;
  const { request, ...others } = validate ?? {};
  if (!request || Object.keys(others).length > 0) return say('validate must be false or hold the request');
  checkValidation(request, say);
}

/** A function in place of the whole would validate nothing in 8.12, and an object of zod is refused. */
function checkValidation(validate, say) {
  if (validate === false) return;
  if (typeof validate !== 'object' || validate === null) return say('validate must be false or an object');
  for (const [part, check] of Object.entries(validate)) {
    if (!PARTS.includes(part)) say(`validate has an unknown part ${part}`);
    else if (typeof check !== 'function') say(`the validator of ${part} must be a function`);
    else checkAnswer(part, check, say);
  }
}

/** A validator must answer with what the factory makes; it may not throw on nonsense. */
function checkAnswer(part, check, say) {
  for (const nonsense of [undefined, null, 'x', 1, [], { '\ud800': [{}] }]) {
    const answer = check(nonsense, RESULT);
    if (!answer || !('value' in answer || 'error' in answer))
      say(`the validator of ${part} answers neither value nor error`);
  }
}

module.exports = { checkRoute, RESULT };
