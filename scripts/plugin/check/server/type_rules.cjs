// What `core.savedObjects.registerType` accepts, and what only fails when Kibana migrates at start.

const KEYS = new Set([
  ...[
    'name',
    'hidden',
    'hiddenFromHttpApis',
    'namespaceType',
    'mappings',
    'management',
    'modelVersions',
    'indexPattern',
  ],
]);
const NAMESPACE_TYPES = ['single', 'multiple', 'multiple-isolated', 'agnostic'];
const CHANGES = ['mappings_addition', 'data_backfill', 'data_removal', 'unsafe_transform'];

/**
 * @param {object} type
 * @param {(problem: string) => void} fail
 */
function checkType(type, fail) {
  const say = (problem) => fail(`saved-object type ${type?.name}: ${problem}`);
  for (const key of Object.keys(type)) if (!KEYS.has(key)) say(`${key} is deprecated or unknown`);
  if (!/^[a-z][a-z0-9-]*$/.test(type.name ?? '')) say('the name must be of small letters, digits and -');
  if (!NAMESPACE_TYPES.includes(type.namespaceType)) say(`unknown namespaceType ${type.namespaceType}`);
  if (type.hidden && type.hiddenFromHttpApis === false) say('hidden types cannot be open to the HTTP APIs');
  if (type.management?.visibleInManagement && !type.management.importableAndExportable)
    say('what is visible in management must be exportable');
  if (![false, 'strict'].includes(type.mappings?.dynamic)) say('mappings must not grow by themselves');
  checkModelVersions(type, say);
}

function checkModelVersions({ modelVersions = {}, mappings }, say) {
  const versions = Object.keys(modelVersions)
    .map(Number)
    .sort((a, b) => a - b);
  if (versions.length === 0) say('without model versions there is no way to change it later');
  if (versions.some((version, index) => version !== index + 1))
    say(`model versions must be 1, 2, ... but are ${versions}`);
  for (const { changes = [] } of Object.values(modelVersions)) {
    for (const { type, addedMappings = {} } of changes) {
      if (!CHANGES.includes(type)) say(`unknown change ${type}`);
      for (const field of Object.keys(addedMappings)) {
        if (!(field in (mappings.properties ?? {}))) say(`the added field ${field} is not in mappings`);
      }
    }
  }
}

module.exports = { checkType };
