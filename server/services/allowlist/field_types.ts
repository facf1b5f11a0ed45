/** The types of the fields that conditions ask, as the indices of a rule map them. */
import { fieldSchema, type FieldInfo, type FieldSchema, type ItemEntry } from '../../../common/allowlist';
import type { FieldCapability } from '../../stack/events';
import type { ServiceDependencies } from '../dependencies';

/** Always mapped where there is any event index at all. */
const MARKER = '@timestamp';

export function fieldsOf(entries: readonly ItemEntry[]): string[] {
  return [
    ...new Set(
      entries.flatMap((entry) =>
        entry.type === 'nested'
          ? [entry.field, ...entry.entries.map(({ field }) => `${entry.field}.${field}`)]
          : [entry.field],
      ),
    ),
  ];
}

/**
 * The schema of the asked fields. Complete for these fields, so that an unmapped one is known to be unmapped; not
 * complete where no index exists yet, because then nothing is known.
 */
export function schemaOfCapabilities(capabilities: Readonly<Record<string, readonly FieldCapability[]>>): FieldSchema {
  const known: Record<string, FieldInfo> = {};
  for (const [field, types] of Object.entries(capabilities)) {
    const mapped = types.find(({ type }) => type !== 'unmapped');
    if (mapped)
      known[field] = { type: mapped.type, ...(mapped.ignoreAbove ? { ignoreAbove: mapped.ignoreAbove } : {}) };
  }
  return fieldSchema(known, known[MARKER] !== undefined);
}

export async function fieldTypes(
  { stack }: Pick<ServiceDependencies, 'stack'>,
  index: readonly string[],
  fields: readonly string[],
): Promise<FieldSchema> {
  return schemaOfCapabilities(await stack.events.fieldCaps(index, [...new Set([MARKER, ...fields])]));
}
