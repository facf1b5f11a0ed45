/** The fields that rules may use: ECS 8.11, and what a data source adds of its own. Types are Elasticsearch's. */
import ecs from './fields/ecs_8_11.json';

/** Fields outside ECS that a data source documents, with the source they belong to. */
const OWN: Readonly<Record<string, { type: string; source: string }>> = {
  'file.Ext.original.name': { type: 'keyword', source: 'defend' },
  'file.Ext.original.path': { type: 'keyword', source: 'defend' },
};

/** Field types by name, as the recordings were indexed. */
export const FIELD_TYPES: Readonly<Record<string, string>> = {
  ...ecs,
  ...Object.fromEntries(Object.entries(OWN).map(([name, { type }]) => [name, type])),
};

/** Data sources a field belongs to; `ecs` for a field of the common schema, `undefined` for one no source has. */
export function ownerOf(field: string): string | undefined {
  return field in ecs ? 'ecs' : OWN[field]?.source;
}
