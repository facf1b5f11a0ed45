/** What the `lists` plugin hands to its extension points, as exception items. Facts: kibana-contract section 12. */
import { randomUUID } from 'node:crypto';
import type { ItemChangeData, ImportedExceptions } from '@kbn/lists-plugin/server';
import * as z from 'zod';
import type { ExceptionItem } from '../../common/allowlist';
import { condition } from '../../common/api/allowlist';

const shape = z.object({
  entries: z.array(condition).min(1),
  os_types: z.array(z.enum(['linux', 'macos', 'windows'])).default([]),
});

/** Kibana gives an id to an item that comes without one, but only after the door. */
const UNNAMED = 'without id ';

export const hasNoIdYet = ({ item_id }: Pick<ExceptionItem, 'item_id'>): boolean => item_id.startsWith(UNNAMED);

interface Named {
  item_id: string;
  list_id: string;
  namespace_type: 'single' | 'agnostic';
  name: string;
  expire_time?: string;
}

function asItem(named: Named, entries: unknown, osTypes: unknown): ExceptionItem | undefined {
  const parsed = shape.safeParse({ entries, os_types: osTypes ?? undefined });
  if (!parsed.success) return undefined;
  return { ...named, type: 'simple', description: '', ...parsed.data, tags: [], comments: [] };
}

const namespaceOf = (value: unknown): 'single' | 'agnostic' => (value === 'agnostic' ? 'agnostic' : 'single');

/**
 * The item of a create or an update; `undefined` when it is of a kind that no detection rule uses, or not understood.
 * @param listId the list, where the data does not name it: an update speaks of the item alone
 */
export function itemOfChange(data: ItemChangeData, listId: string | undefined): ExceptionItem | undefined {
  const list = data.listId ?? listId;
  if (list === undefined) return undefined;
  const named: Named = {
    item_id: data.itemId ?? data.id ?? `${UNNAMED}${randomUUID()}`,
    list_id: list,
    namespace_type: namespaceOf(data.namespaceType),
    name: data.name ?? data.itemId ?? 'Exception',
    ...(data.expireTime ? { expire_time: data.expireTime } : {}),
  };
  return asItem(named, data.entries, data.osTypes);
}

/**
 * Items of an import; what is not understood is left to Kibana, which judges the form itself.
 * @param onEach called for each line, and may throw to give up
 */
export function itemsOfImport({ items }: ImportedExceptions, onEach: () => void): ExceptionItem[] {
  return items.flatMap((raw) => {
    onEach();
    // Lines that Kibana could not read stand among the items as errors.
    if (raw instanceof Error) return [];
    const { item_id, list_id, namespace_type, name, expire_time, entries, os_types } = raw;
    if (typeof item_id !== 'string' || typeof list_id !== 'string') return [];
    const named: Named = {
      item_id,
      list_id,
      namespace_type: namespaceOf(namespace_type),
      name: typeof name === 'string' ? name : item_id,
      ...(typeof expire_time === 'string' ? { expire_time } : {}),
    };
    return asItem(named, entries, os_types) ?? [];
  });
}
