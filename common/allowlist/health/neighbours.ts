/**
 * Which items of a list make others superfluous. A list may hold 10,000 items, so each item is compared only with those
 * that share a value with it, and with the few that are not about exact values.
 */
import { isExpired } from '../compile';
import { canonical } from '../convert';
import { parseIpOrCidr } from '../ip';
import { shadows } from '../overlap';
import type { ExceptionItem, ItemContext, ItemEntry } from '../types';

export interface Neighbours {
  /** Another item with the same conditions. */
  twinOf(item: ExceptionItem): ExceptionItem | undefined;
  /** Another item that hides everything that this one hides. */
  broaderThan(item: ExceptionItem): ExceptionItem | undefined;
}

/** Networks, and addresses that have more than one spelling. */
function isSpelledFreely(value: string): boolean {
  return (value.includes('/') || value.includes(':')) && parseIpOrCidr(value) !== undefined;
}

/** Exact texts of a condition. */
function exactValues(entry: ItemEntry): readonly string[] | undefined {
  if ((entry.type !== 'match' && entry.type !== 'match_any') || entry.operator === 'excluded') return undefined;
  const values = entry.type === 'match' ? [entry.value] : entry.value;
  return values.some(isSpelledFreely) ? undefined : values;
}

function keyOf(field: string, value: string): string {
  return `${field}\n${value}`;
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

const signatures = new WeakMap<ExceptionItem, string>();

/** What the item says, however it is ordered; items are not changed in place. */
function signature(item: ExceptionItem): string {
  const known = signatures.get(item);
  if (known !== undefined) return known;
  const made = `${canonical(item.entries)} ${[...item.os_types].sort().join()}`;
  signatures.set(item, made);
  return made;
}

class Index implements Neighbours {
  private readonly bySignature = new Map<string, ExceptionItem[]>();
  /** A broad item that names exact values can only cover items that name one of them. */
  private readonly byValue = new Map<string, ExceptionItem[]>();
  private readonly others: ExceptionItem[] = [];

  constructor(
    items: readonly ExceptionItem[],
    private readonly context: ItemContext,
  ) {
    for (const item of items) {
      if (isExpired(item, context.now)) continue;
      add(this.bySignature, signature(item), item);
      const entry = item.entries.find((one) => exactValues(one) !== undefined);
      if (entry === undefined) this.others.push(item);
      else for (const value of exactValues(entry) ?? []) add(this.byValue, keyOf(entry.field, value), item);
    }
  }

  twinOf(item: ExceptionItem): ExceptionItem | undefined {
    return this.bySignature.get(signature(item))?.find((other) => other.item_id !== item.item_id);
  }

  broaderThan(item: ExceptionItem): ExceptionItem | undefined {
    const candidates = new Set(this.others);
    for (const entry of item.entries) {
      for (const value of exactValues(entry) ?? []) {
        for (const other of this.byValue.get(keyOf(entry.field, value)) ?? []) candidates.add(other);
      }
    }
    for (const other of candidates) if (shadows(other, item, this.context)) return other;
    return undefined;
  }
}

const indexes = new WeakMap<readonly ExceptionItem[], { context: ItemContext['schema']; now: number; index: Index }>();

/** The index of a list of items, made once for the same list. */
export function neighboursOf(items: readonly ExceptionItem[], context: ItemContext): Neighbours {
  const known = indexes.get(items);
  if (known !== undefined && known.context === context.schema && known.now === context.now) return known.index;
  const index = new Index(items, context);
  indexes.set(items, { context: context.schema, now: context.now, index });
  return index;
}
