// kibana.json as the installer and the loaders of 8.12 to 9.x judge it.
import { PLUGIN_ID } from '../layout.mjs';

const ID = /^[a-z][a-zA-Z0-9]+$/;

const isText = (value) => typeof value === 'string' && value !== '';
const isBoolean = (value) => typeof value === 'boolean';
const isTexts = (value) => Array.isArray(value) && value.every(isText);

/** Field -> what it must be. Any other field keeps Kibana from starting. */
const FIELDS = {
  id: ['a camel case id', (value) => isText(value) && ID.test(value)],
  version: ['a text', isText],
  kibanaVersion: ['a text', isText],
  owner: ['an object with a name', (value) => isText(value?.name)],
  description: ['a text', isText],
  type: ['standard', (value) => value === 'standard'],
  server: ['true or false', isBoolean],
  ui: ['true or false', isBoolean],
  configPath: ['a text or texts', (value) => isText(value) || (isTexts(value) && value.length > 0)],
  requiredPlugins: ['texts', isTexts],
  optionalPlugins: ['texts', isTexts],
  runtimePluginDependencies: ['texts', isTexts],
  requiredBundles: ['texts', isTexts],
  extraPublicDirs: ['texts', isTexts],
  enabledOnAnonymousPages: ['true or false', isBoolean],
};
/**
 * Plugins whose contracts the workbench knows, by the ids they have in 8.12 and in 9.x. One that is required and absent
 * takes the workbench out; one that is optional under a wrong name is never found, without a word.
 */
const REQUIRABLE = ['features'];
const OPTIONAL = new Set('cases globalSearch licensing lists security spaces uiActions unifiedDocViewer'.split(' '));
const REQUIRED = ['id', 'version', 'kibanaVersion', 'owner'];

/**
 * @param {string} text of kibana.json
 * @param {string} kibanaVersion that the name of the zip promises
 * @returns {{ manifest?: object, problems: string[] }}
 */
export function checkManifest(text, kibanaVersion) {
  let manifest;
  try {
    manifest = JSON.parse(text);
  } catch (error) {
    return { problems: [`kibana.json is not strict JSON: ${error.message}`] };
  }
  const problems = REQUIRED.filter((field) => !(field in manifest)).map((field) => `kibana.json: ${field} is missing`);
  for (const [field, value] of Object.entries(manifest)) {
    const [expected, isGood] = FIELDS[field] ?? [];
    if (!isGood) problems.push(`kibana.json: Kibana does not start on the unknown field ${field}`);
    else if (!isGood(value)) problems.push(`kibana.json: ${field} must be ${expected}`);
  }
  if (problems.length > 0) return { manifest, problems };
  if (manifest.id !== PLUGIN_ID) problems.push(`kibana.json: the id is ${manifest.id} instead of ${PLUGIN_ID}`);
  if (!manifest.server || !manifest.ui) problems.push('kibana.json: server and ui must both be true');
  if (manifest.requiredBundles?.length)
    problems.push(
      'kibana.json: a bundle that another version lacks keeps Kibana from starting; requiredBundles must be empty',
    );
  const unknown = [
    ...(manifest.requiredPlugins ?? []).filter((id) => !REQUIRABLE.includes(id)),
    ...(manifest.optionalPlugins ?? []).filter((id) => !OPTIONAL.has(id)),
  ];
  for (const id of unknown) problems.push(`kibana.json: ${id} is no plugin that the workbench knows`);
  if (!installs(manifest.kibanaVersion, kibanaVersion) || !loads(manifest.kibanaVersion, kibanaVersion))
    problems.push(`kibana.json: kibanaVersion ${manifest.kibanaVersion} does not fit Kibana ${kibanaVersion}`);
  if (!/-h[0-9a-f]{12}$/.test(manifest.version))
    problems.push(
      `kibana.json: version ${manifest.version} carries no digest of the content; browsers would keep old files`,
    );
  return { manifest, problems };
}

/** The installer compares the first x.y.z of both. */
function installs(plugin, kibana) {
  const first = (version) => version.match(/\d+\.\d+\.\d+/)?.[0];
  return first(plugin) !== undefined && first(plugin) === first(kibana);
}

/** The loader makes semantic versions of both, which must be equal. */
function loads(plugin, kibana) {
  const coerced = (version) =>
    version
      .match(/(\d+)(?:\.(\d+))?(?:\.(\d+))?/)
      ?.slice(1)
      .map((part) => part ?? '0')
      .join('.');
  return coerced(plugin) === coerced(kibana);
}
