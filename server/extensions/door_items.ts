/** What the `lists` plugin hands to its extension points, as exception items. Facts: kibana-contract section 12. */
import { randomUUID } from 'node:crypto';
import type { ItemChangeData, ImportedExceptions } from '@kbn/lists-plugin/server';
import * as z from 'zod';
import type { ExceptionItem } from '../../common/allowlist';
import { condition } from '../../common/api/allowlist';
import { OverBudget } from './budget';

const shape = z.object({
  entries: z.array(condition).min(1),
  os_types: z.array(z.enum(['linux', 'macos', 'windows'])).default([]),
});

/** Kibana gives an id to an item that comes without one, but only after the door. */
const UNNAMED = 'without id ';

export const hasNoIdYet = ({ item_id }: Pick<ExceptionItem, 'item_id'>): boolean => item_id.startsWith(UNNAMED);

/**
 * Conditions of an item, values in all of them, and characters of its patterns that fit into the budget of a check. The
 * clock is looked at between items only, so what a single one may take must be bounded by its size.
 */
const MOST_CONDITIONS = 1_000;
const MOST_VALUES = 10_000;
const MOST_PATTERN_TEXT = 50_000;

interface Named {
  item_id: string;
  list_id: string;
  namespace_type: 'single' | 'agnostic';
  name: string;
  expire_time?: string;
}

const countOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);
const lengthOf = (value: unknown): number => (typeof value === 'string' ? value.length : 0);

/** Before anything of it is read: reading is most of the work. */
function isTooLarge(entries: unknown): boolean {
  if (!Array.isArray(entries)) return false;
  if (entries.length > MOST_CONDITIONS) return true;
  let values = 0;
  let patternText = 0;
  for (const entry of entries as Array<{ type?: unknown; value?: unknown; entries?: unknown } | null>) {
    values += Math.max(countOf(entry?.value), countOf(entry?.entries));
    if (entry?.type === 'wildcard') patternText += lengthOf(entry.value);
  }
  return values > MOST_VALUES || patternText > MOST_PATTERN_TEXT;
}

/** @throws OverBudget for an item that no check could end in time */
function asItem(named: Named, entries: unknown, osTypes: unknown): ExceptionItem | undefined {
  if (isTooLarge(entries)) throw new OverBudget();
  const parsed = shape.safeParse({ entries, os_types: osTypes ?? undefined });
  if (!parsed.success) return undefined;
  return { ...named, type: 'simple', description: '', ...parsed.data, tags: [], comments: [] };
}

const namespaceOf = (value: unknown): 'single' | 'agnostic' => (value === 'agnostic' ? 'agnostic' : 'single');

/**
 * The item of a create or an update; `undefined` when it is of a kind that no detection rule uses, or not understood.
 * @throws OverBudget for an item that no check could end in time
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
 * @throws OverBudget for an item that no check could end in time
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
