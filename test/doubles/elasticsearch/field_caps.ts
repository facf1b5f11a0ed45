/** `_field_caps`: types of fields over indices. */
import { fits, type IndexStore } from './index_store';

interface Capability {
  type: string;
  metadata_field: boolean;
  searchable: boolean;
  aggregatable: boolean;
  indices?: string[];
}

export function fieldCapabilities(
  store: IndexStore,
  names: readonly string[],
  asked: readonly string[],
  includeUnmapped: boolean,
): unknown {
  const fields: Record<string, Record<string, Capability>> = {};
  const known = new Set(names.flatMap((name) => [...withObjects(store.typesOf(name)).keys()]));
  for (const field of known) {
    if (asked.some((pattern) => fits(field, pattern)))
      fields[field] = capabilities(store, names, field, includeUnmapped);
  }
  return { indices: names, fields };
}

function capabilities(
  store: IndexStore,
  names: readonly string[],
  field: string,
  includeUnmapped: boolean,
): Record<string, Capability> {
  const byType = new Map<string, string[]>();
  for (const name of names) {
    const type = withObjects(store.typesOf(name)).get(field) ?? 'unmapped';
    if (type === 'unmapped' && !includeUnmapped) continue;
    byType.set(type, [...(byType.get(type) ?? []), name]);
  }
  return Object.fromEntries(
    [...byType].map(([type, indices]) => [
      type,
      {
        type,
        metadata_field: false,
        searchable: type !== 'unmapped',
        aggregatable: !['unmapped', 'text', 'object', 'nested'].includes(type),
        ...(byType.size > 1 ? { indices } : {}),
      },
    ]),
  );
}

/** The objects around fields are fields as well. */
function withObjects(types: ReadonlyMap<string, string>): Map<string, string> {
  const all = new Map(types);
  for (const name of types.keys()) {
    const parts = name.split('.');
    for (let length = 1; length < parts.length; length += 1) {
      const parent = parts.slice(0, length).join('.');
      if (!all.has(parent)) all.set(parent, 'object');
    }
  }
  return all;
}
