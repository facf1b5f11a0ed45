/**
 * Allowlist entry <-> exception items. An item has no rule field, so each rule has a list of its own and an entry for two
 * rules is two items with the same entry tag. Ids are deterministic, so writing twice changes nothing. What Kibana has no
 * field for is kept in tags (`meta` is unusable in 8.12); reasons are comments, which can be added but never changed.
 */
import { groupBy } from './group_by';
import type { AllowlistEntry, ExceptionItem, ItemComment, ItemEntry } from './types';

export const WORKBENCH_TAG = 'Detection Workbench';
/** A past expiry switches an item off; this one cannot be mistaken for a real one. */
export const DISABLED_EXPIRY = '2000-01-01T00:00:00.000Z';

const tagPrefix = {
  entry: 'dw:entry:',
  rule: 'dw:rule:',
  owner: 'dw:owner:',
  ticket: 'dw:ticket:',
  template: 'dw:template:',
  expires: 'dw:expires:',
  overrideBy: 'dw:override-by:',
  overrideUntil: 'dw:override-until:',
} as const;
const disabledTag = 'dw:disabled';
const overrideComment = 'Override: ';
const reasonComment = 'Reason: ';

/** The list of one rule. @param ruleId content id or `rule_id` */
export function listIdOf(ruleId: string): string {
  return `detection-workbench-${ruleId.toLowerCase()}`;
}

export function itemIdOf(entryId: string, ruleId: string): string {
  return `dw-${entryId}-${ruleId.toLowerCase()}`;
}

/** ISO 8601 with milliseconds, the only spelling that 8.12 takes. */
function withMilliseconds(time: string): string {
  const at = new Date(time);
  return Number.isNaN(at.getTime()) ? time : at.toISOString();
}

function expiryOf(entry: AllowlistEntry): string | undefined {
  const times = [entry.expires, entry.override?.expires]
    .filter((time): time is string => time !== undefined)
    .map(withMilliseconds);
  return times.sort()[0];
}

function tagsOf(entry: AllowlistEntry, rule: string): string[] {
  const tags = [
    WORKBENCH_TAG,
    `${tagPrefix.entry}${entry.id}`,
    `${tagPrefix.rule}${rule}`,
    `${tagPrefix.owner}${entry.owner}`,
  ];
  if (entry.ticket !== undefined) tags.push(`${tagPrefix.ticket}${entry.ticket}`);
  if (entry.template !== undefined) tags.push(`${tagPrefix.template}${entry.template}`);
  if (entry.expires !== undefined) tags.push(`${tagPrefix.expires}${withMilliseconds(entry.expires)}`);
  if (entry.override !== undefined) {
    tags.push(
      `${tagPrefix.overrideBy}${entry.override.by}`,
      `${tagPrefix.overrideUntil}${withMilliseconds(entry.override.expires)}`,
    );
  }
  if (!entry.enabled) tags.push(disabledTag);
  return tags;
}

/** Comments to append: what the item does not already say last. */
function newComments(entry: AllowlistEntry, existing: ExceptionItem | undefined): ItemComment[] {
  const wanted = [`${reasonComment}${entry.reason}`];
  if (entry.override !== undefined) wanted.push(`${overrideComment}${entry.override.reason}`);
  return wanted
    .filter((text) => lastComment(existing, text.startsWith(reasonComment) ? reasonComment : overrideComment) !== text)
    .map((comment) => ({ comment }));
}

function lastComment(item: ExceptionItem | undefined, prefix: string): string | undefined {
  return item?.comments.filter((comment) => comment.comment.startsWith(prefix)).at(-1)?.comment;
}

/**
 * The items to write for an entry, one for each rule in order.
 * @param existing the items that are stored already: their comments are not written again
 */
export function itemsOf(entry: AllowlistEntry, existing: readonly ExceptionItem[] = []): ExceptionItem[] {
  const expiry = entry.enabled ? expiryOf(entry) : DISABLED_EXPIRY;
  return entry.rules.map((rule) => {
    const item_id = itemIdOf(entry.id, rule);
    return {
      item_id,
      list_id: listIdOf(rule),
      namespace_type: 'single',
      type: 'simple',
      name: entry.name,
      description: entry.reason,
      entries: entry.conditions,
      os_types: entry.osTypes,
      tags: tagsOf(entry, rule),
      comments: newComments(
        entry,
        existing.find((item) => item.item_id === item_id),
      ),
      ...(expiry === undefined ? {} : { expire_time: expiry }),
    };
  });
}

function tagged(item: Pick<ExceptionItem, 'tags'>, prefix: string): string | undefined {
  return item.tags.find((tag) => tag.startsWith(prefix))?.slice(prefix.length);
}

/** Id under which an item shows as an entry: that of its entry, or its own when it was made elsewhere. */
export function entryIdOfItem(item: Pick<ExceptionItem, 'tags' | 'item_id'>): string {
  return tagged(item, tagPrefix.entry) ?? item.item_id;
}

const sameTime = (a: string, b: string): boolean => Date.parse(a) === Date.parse(b);

/**
 * Switched off by the workbench, as opposed to run out. The tag alone does nothing: an item whose expiry was taken away
 * or moved in Kibana hides events again.
 */
export function isDisabled({ tags, expire_time }: Pick<ExceptionItem, 'tags' | 'expire_time'>): boolean {
  return tags.includes(disabledTag) && expire_time !== undefined && sameTime(expire_time, DISABLED_EXPIRY);
}

function overrideOf(item: ExceptionItem): AllowlistEntry['override'] {
  const by = tagged(item, tagPrefix.overrideBy);
  const expires = tagged(item, tagPrefix.overrideUntil);
  if (by === undefined || expires === undefined) return undefined;
  // An item that goes on after the end of its override is not covered by it any more.
  if (item.expire_time === undefined || Date.parse(item.expire_time) > Date.parse(expires)) return undefined;
  return { by, expires, reason: lastComment(item, overrideComment)?.slice(overrideComment.length) ?? '' };
}

function entryOf(items: readonly ExceptionItem[], id: string): AllowlistEntry {
  const first = items[0] as ExceptionItem;
  const enabled = !isDisabled(first);
  const override = overrideOf(first);
  const tag = tagged(first, tagPrefix.expires);
  // A time set in Kibana itself wins over our own note of it.
  const isEndOfOverride = override !== undefined && first.expire_time === override.expires;
  const stored = enabled && !isEndOfOverride ? (first.expire_time ?? undefined) : tag;
  const ticket = tagged(first, tagPrefix.ticket);
  const template = tagged(first, tagPrefix.template);
  return {
    id,
    name: first.name,
    rules: items.map((item) => tagged(item, tagPrefix.rule) ?? item.list_id),
    conditions: first.entries,
    osTypes: first.os_types,
    reason: lastComment(first, reasonComment)?.slice(reasonComment.length) ?? first.description,
    owner: tagged(first, tagPrefix.owner) ?? '',
    enabled,
    ...(ticket === undefined ? {} : { ticket }),
    ...(template === undefined ? {} : { template }),
    ...(stored === undefined ? {} : { expires: stored }),
    ...(override === undefined ? {} : { override }),
  };
}

function sameDecision(a: ExceptionItem, b: ExceptionItem): boolean {
  const decision = (item: ExceptionItem): string =>
    JSON.stringify([canonical(item.entries), item.os_types, item.expire_time ?? null]);
  return decision(a) === decision(b);
}

/** The same conditions have the same text, whatever the order of keys. */
export function canonical(entries: readonly ItemEntry[]): string {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, inner]) => [key, sorted(inner)]),
    );
  };
  return JSON.stringify(entries.map((entry) => JSON.stringify(sorted(entry))).sort());
}

export interface EntriesFromItems {
  entries: AllowlistEntry[];
  /** Entries whose items do not say the same any more: someone edited one of them elsewhere. */
  diverged: Array<{ entryId: string; itemIds: string[] }>;
  /** Items that were not made by the workbench. */
  foreign: ExceptionItem[];
}

/** Reads items back. Entries come in the order of their first item. */
export function entriesOf(items: readonly ExceptionItem[]): EntriesFromItems {
  const foreign = items.filter((item) => tagged(item, tagPrefix.entry) === undefined);
  const own = items.filter((item) => tagged(item, tagPrefix.entry) !== undefined);
  const groups = groupBy(own, (item) => tagged(item, tagPrefix.entry) as string);
  const diverged: EntriesFromItems['diverged'] = [];
  const entries = [...groups].map(([id, group]) => {
    const first = group[0] as ExceptionItem;
    if (group.some((item) => !sameDecision(first, item)))
      diverged.push({ entryId: id, itemIds: group.map((item) => item.item_id) });
    return entryOf(group, id);
  });
  return { entries, diverged, foreign };
}
