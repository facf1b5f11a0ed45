/** Do two sets of conditions cover each other? Used to find items that a broader one makes superfluous. */
import { compileEntry } from './entries';
import { parseIpOrCidr, rangeCovers } from './ip';
import type { EventDocument, ExceptionItem, ItemContext, ItemEntry } from './types';
import { wildcardPattern } from './wildcard';
import { canonical } from './convert';

/** Stands for "some text" in a pattern; no one types it. */
const anything = '\u{10FFFD}\u{10FFFD}';
const anyOne = '\u{10FFFD}';

function valuesOf(entry: ItemEntry): readonly string[] | undefined {
  if (entry.type === 'match') return [entry.value];
  return entry.type === 'match_any' ? entry.value : undefined;
}

/** Does the pattern `broad` match whatever `narrow` matches? Sound, not complete. */
function patternCovers(broad: string, narrow: string): boolean {
  if (broad === narrow) return true;
  // A `?` of the broad pattern could swallow half of a star's text.
  if (/(^|[^\\])\?/.test(broad)) return false;
  let sample = '';
  for (let at = 0; at < narrow.length; at += 1) {
    const character = narrow[at] as string;
    if (character === '\\' && at + 1 < narrow.length) {
      at += 1;
      sample += narrow[at];
    } else sample += character === '*' ? anything : character === '?' ? anyOne : character;
  }
  const pattern = wildcardPattern(broad);
  // A star may also stand for nothing.
  return pattern.matches(sample) && pattern.matches(sample.split(anything).join(''));
}

function asEvent(field: string, value: string): EventDocument {
  return { [field]: value };
}

function addressesCovered(broad: readonly string[], narrow: string): boolean {
  const inner = parseIpOrCidr(narrow);
  return (
    inner !== undefined &&
    broad.some((text) => {
      const outer = parseIpOrCidr(text);
      return outer !== undefined && rangeCovers(outer, inner);
    })
  );
}

/** Whenever `narrow` holds, does `broad` hold? */
function implies(narrow: ItemEntry, broad: ItemEntry, context: ItemContext): boolean {
  if (narrow.field !== broad.field) return false;
  if (canonical([narrow]) === canonical([broad])) return true;
  if (narrow.type === 'nested' || broad.type === 'nested') return false;
  if (narrow.operator !== 'included' || broad.operator !== 'included') return false;
  if (broad.type === 'exists') return true;
  if (narrow.type === 'wildcard') return broad.type === 'wildcard' && patternCovers(broad.value, narrow.value);
  const values = valuesOf(narrow);
  if (values === undefined) return false;
  const compiled = compileEntry(broad, context);
  if (compiled.problem !== undefined || compiled.ignored !== undefined) return false;
  const networks = valuesOf(broad) ?? [];
  return values.every(
    (value) =>
      (value.includes('/') && addressesCovered(networks, value)) || compiled.holds(asEvent(broad.field, value)),
  );
}

/** Does every event that `narrow` removes also get removed by `broad`? Sound, not complete. */
export function covers(broad: readonly ItemEntry[], narrow: readonly ItemEntry[], context: ItemContext): boolean {
  return broad.length > 0 && broad.every((wide) => narrow.some((entry) => implies(entry, wide, context)));
}

/**
 * Does `broad` make `narrow` superfluous? Same list or not does not matter; the caller passes items of one rule.
 * A broad item that ends earlier does not count.
 */
export function shadows(broad: ExceptionItem, narrow: ExceptionItem, context: ItemContext): boolean {
  if (broad.item_id === narrow.item_id) return false;
  const osCovered =
    broad.os_types.length === 0 ||
    (narrow.os_types.length > 0 && narrow.os_types.every((os) => broad.os_types.includes(os)));
  const lasts =
    broad.expire_time === undefined ||
    (narrow.expire_time !== undefined && Date.parse(broad.expire_time) >= Date.parse(narrow.expire_time));
  return osCovered && lasts && covers(broad.entries, narrow.entries, context);
}
