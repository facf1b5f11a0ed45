/** How findings of single conditions are put together. */
import type { ExceptionItem, ItemEntry } from '../types';
import { replaceEntry } from './repairs';
import type { HealthFinding } from './types';

/** A finding without the place, which the caller adds. */
export type EntryFinding = Omit<HealthFinding, 'itemId' | 'listId' | 'ruleId'>;

export function replaced(
  item: ExceptionItem,
  at: number,
  label: string,
  by: ItemEntry | readonly ItemEntry[] | undefined,
): Pick<EntryFinding, 'repair'> {
  return by === undefined ? {} : { repair: { kind: 'replace_item', label, item: replaceEntry(item, at, by) } };
}

export function neverMatches(code: EntryFinding['code'], at: number, evidence: string): EntryFinding {
  return {
    code,
    severity: 'refuse',
    effect: 'does_nothing',
    sentence: 'The item can never match, so it hides nothing.',
    evidence,
    entry: at,
  };
}
