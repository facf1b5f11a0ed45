/** Conditions in words. */
import type { ItemEntry } from './types';

/** Values that are listed before "and n more". */
const SHOWN_VALUES = 5;

function list(values: readonly string[]): string {
  const shown = values.slice(0, SHOWN_VALUES).join(', ');
  return values.length > SHOWN_VALUES ? `${shown} and ${values.length - SHOWN_VALUES} more` : shown;
}

/** E.g. `destination.port is not 443`. */
export function describeEntry(entry: ItemEntry): string {
  if (entry.type === 'nested')
    return `one object of ${entry.field} has ${entry.entries.map(describeEntry).join(' and ')}`;
  const not = entry.operator === 'excluded';
  switch (entry.type) {
    case 'match':
      return `${entry.field} is ${not ? 'not ' : ''}${entry.value}`;
    case 'match_any':
      return `${entry.field} is ${not ? 'not ' : ''}one of ${list(entry.value)}`;
    case 'wildcard':
      return `${entry.field} ${not ? 'does not match' : 'matches'} ${entry.value}`;
    case 'exists':
      return `${entry.field} ${not ? 'does not exist' : 'exists'}`;
    case 'list':
      return `${entry.field} is ${not ? 'not ' : ''}in value list ${entry.list.id}`;
  }
}

/** All conditions of an item or entry. */
export function describeEntries(entries: readonly ItemEntry[]): string {
  return entries.map(describeEntry).join(' and ');
}
