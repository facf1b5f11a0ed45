/** Entries as the API shows them. Pure: items and entries in, plain objects out. */
import {
  entryIdOfItem,
  lifecycleOf,
  type AllowlistEntry,
  type EntriesFromItems,
  type LifecycleFacts,
} from '../../../common/allowlist';
import { groupBy } from '../../../common/allowlist/group_by';
import type { Entry, EntryDraft } from '../../../common/api/allowlist';
import type { StoredExceptionItem } from '../../stack/exceptions';
import { contentHash } from '../rules/identity';

/** An entry with the items that hold it. */
export interface StoredEntry {
  entry: AllowlistEntry;
  items: readonly StoredExceptionItem[];
  /** Not made by the workbench: shown and judged like ours, under the id of its item. */
  foreign: boolean;
  /** Its items do not say the same any more. */
  diverged: boolean;
}

/** Changes whenever one of the items changes. */
export function entryVersion(items: readonly StoredExceptionItem[]): string {
  return contentHash(items.map((item) => `${item.item_id}@${item._version}`).sort());
}

/**
 * @param read what common/allowlist made of the items
 * @param rulesOfList keys of the rules that link a list
 */
export function storedEntries(
  items: readonly StoredExceptionItem[],
  read: EntriesFromItems,
  rulesOfList: (listId: string) => string[],
): StoredEntry[] {
  const ours = groupBy(items, entryIdOfItem);
  const diverged = new Set(read.diverged.map(({ entryId }) => entryId));
  const foreignIds = new Set(read.foreign.map(({ item_id }) => item_id));
  return [
    ...read.entries.map((entry) => ({
      entry,
      items: ours.get(entry.id) ?? [],
      foreign: false,
      diverged: diverged.has(entry.id),
    })),
    ...items
      .filter((item) => foreignIds.has(item.item_id))
      .map((item) => ({
        entry: foreignEntry(item, rulesOfList(item.list_id)),
        items: [item],
        foreign: true,
        diverged: false,
      })),
  ];
}

function foreignEntry(item: StoredExceptionItem, rules: string[]): AllowlistEntry {
  return {
    id: item.item_id,
    name: item.name,
    rules,
    conditions: item.entries,
    osTypes: item.os_types,
    reason: item.comments.at(-1)?.comment ?? item.description,
    owner: item.created_by,
    enabled: true,
    ...(item.expire_time ? { expires: item.expire_time } : {}),
  };
}

/** @param draft what a person wrote */
export function entryOfDraft(id: string, draft: EntryDraft, by: string): AllowlistEntry {
  return {
    id,
    name: draft.name,
    rules: [...new Set(draft.ruleKeys)],
    conditions: draft.conditions,
    osTypes: draft.osTypes ?? [],
    reason: draft.reason,
    owner: draft.owner || by,
    enabled: true,
    ...(draft.ticket ? { ticket: draft.ticket } : {}),
    ...(draft.expiresAt ? { expires: draft.expiresAt } : {}),
    ...(draft.templateId ? { template: draft.templateId } : {}),
  };
}

export function toApiEntry(stored: StoredEntry, facts: LifecycleFacts): Entry {
  const { entry, items } = stored;
  const times = items.map(({ created_at }) => created_at).sort();
  const newest = [...items].sort((a, b) => (a.updated_at < b.updated_at ? 1 : -1))[0];
  const oldest = items.find(({ created_at }) => created_at === times[0]);
  const { state } = lifecycleOf(entry, facts);
  return {
    id: entry.id,
    version: entryVersion(items),
    name: entry.name,
    ruleKeys: entry.rules,
    conditions: entry.conditions,
    ...(entry.osTypes.length > 0 ? { osTypes: entry.osTypes } : {}),
    reason: entry.reason,
    owner: entry.owner,
    ...(entry.ticket ? { ticket: entry.ticket } : {}),
    ...(entry.expires ? { expiresAt: entry.expires } : {}),
    ...(entry.template ? { templateId: entry.template } : {}),
    ...(entry.override ? { override: { reason: entry.override.reason, expiresAt: entry.override.expires } } : {}),
    state,
    managed: !stored.foreign,
    createdAt: oldest?.created_at ?? '',
    createdBy: oldest?.created_by ?? '',
    updatedAt: newest?.updated_at ?? '',
    updatedBy: newest?.updated_by ?? '',
    comments: (items[0]?.comments ?? []).map(({ comment, created_by, created_at }) => ({
      text: comment,
      by: created_by ?? '',
      at: created_at ?? '',
    })),
  };
}
