/** The filter of the pages as a filter of the port. Pure. */
import type { AlertFilterBody } from '../../../common/api/alerts';
import type { AlertFilter } from '../../stack/alerts';
import type { Catalog } from '../catalog';

/** Which rules a filter means: never more than those of the packs. */
export function ruleKeysOf(filter: Pick<AlertFilterBody, 'ruleKeys' | 'techniqueId'>, catalog: Catalog): string[] {
  const keys = catalog.keys(filter.techniqueId);
  return filter.ruleKeys ? keys.filter((key) => filter.ruleKeys?.includes(key)) : keys;
}

export function toAlertFilter(filter: AlertFilterBody, catalog: Catalog): AlertFilter {
  const { techniqueId: _technique, ruleKeys: _keys, buildingBlocks, kql, ...rest } = filter;
  return {
    ...rest,
    ...(kql?.trim() ? { kql } : {}),
    ruleIds: ruleKeysOf(filter, catalog).map((key) => catalog.ruleId(key)),
    buildingBlocks: buildingBlocks ? 'include' : 'exclude',
  };
}
