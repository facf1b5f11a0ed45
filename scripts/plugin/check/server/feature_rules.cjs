// What `features.registerKibanaFeature` accepts in 8.12 and in 9.x alike.

const FEATURE_KEYS = new Set([
  ...['id', 'name', 'description', 'category', 'order', 'app', 'catalogue', 'management', 'minimumLicense'],
  ...['excludeFromBasePrivileges', 'privileges', 'privilegesTooltip', 'subFeatures', 'reserved'],
]);
const PRIVILEGE_KEYS = new Set([
  'app',
  'api',
  'catalogue',
  'management',
  'savedObject',
  'ui',
  'requireAllSpaces',
  'disabled',
]);
const ID = /^[a-zA-Z0-9_-]+$/;
const UI_CAPABILITY = /^[a-zA-Z0-9:_-]+$/;
const RESERVED_CAPABILITIES = ['catalogue', 'management', 'navLinks'];

const isTexts = (value) => Array.isArray(value) && value.every((text) => typeof text === 'string');

/**
 * @param {object} feature
 * @param {(problem: string) => void} fail
 */
function checkFeature(feature, fail) {
  const say = (problem) => fail(`feature ${feature?.id}: ${problem}`);
  for (const key of Object.keys(feature)) {
    if (!FEATURE_KEYS.has(key)) say(`8.12 or 9.x refuses ${key}`);
  }
  if (!ID.test(feature.id ?? '')) say('the id must be of letters, digits, _ and -');
  if (RESERVED_CAPABILITIES.includes(feature.id)) say('the id is taken');
  if (typeof feature.name !== 'string') say('name is missing');
  if (typeof feature.category?.id !== 'string' || typeof feature.category?.label !== 'string')
    say('category needs id and label');
  if (!isTexts(feature.app)) say('app must be texts');
  if (feature.privileges === null) return;
  const { all, read, ...others } = feature.privileges ?? {};
  if (!all || !read || Object.keys(others).length > 0) return say('privileges must be all and read');
  for (const [name, privilege] of Object.entries({ all, read })) {
    checkPrivilege(feature, privilege, (problem) => say(`${name}: ${problem}`));
  }
  const granted = new Set([all, read].flatMap((privilege) => privilege.app ?? []));
  for (const app of feature.app ?? []) if (!granted.has(app)) say(`no privilege grants the app ${app}`);
}

function checkPrivilege(feature, privilege, say) {
  for (const key of Object.keys(privilege)) if (!PRIVILEGE_KEYS.has(key)) say(`8.12 or 9.x refuses ${key}`);
  const { app = [], api = [], ui, savedObject } = privilege;
  if (!isTexts(ui) || ui.some((name) => !UI_CAPABILITY.test(name) || RESERVED_CAPABILITIES.includes(name)))
    say('ui must be names of capabilities');
  if (!isTexts(api)) say('api must be texts');
  if (!isTexts(savedObject?.all) || !isTexts(savedObject?.read)) say('savedObject needs all and read');
  for (const name of app) if (!feature.app.includes(name)) say(`the feature does not list the app ${name}`);
  for (const list of [app, api, ui, savedObject?.all, savedObject?.read]) {
    if (Array.isArray(list) && new Set(list).size !== list.length) say(`something is there twice: ${list.join(', ')}`);
  }
}

module.exports = { checkFeature };
