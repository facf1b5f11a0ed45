/** Conditions of one item that no event can meet together. */
import { compileEntry } from '../entries';
import type { CompiledEntry } from '../compiled_entry';
import type { EventDocument, ItemContext, ItemEntry } from '../types';

/**
 * Values of an item that are compared, each with each. Nobody writes more by hand; an item made to have more would hold up
 * the whole server, which answers nobody else meanwhile.
 */
const MOST_COMPARED = 400;

/** A condition that pins a field to some values. */
interface Pinned {
  at: number;
  field: string;
  values: readonly string[];
  compiled: CompiledEntry;
}

function valuesOf(entry: ItemEntry): readonly string[] {
  if (entry.type === 'match' && entry.operator === 'included') return [entry.value];
  return entry.type === 'match_any' && entry.operator === 'included' ? entry.value : [];
}

const holdsOne = ({ compiled, field }: Pinned, values: readonly string[]): boolean =>
  values.some((value) => compiled.holds({ [field]: value } as EventDocument));

/** @returns the first two that contradict each other, by their place; said only of a field that has one value */
export function contradictionOf(entries: readonly ItemEntry[], context: ItemContext): [number, number] | undefined {
  if (entries.reduce((sum, entry) => sum + valuesOf(entry).length, 0) > MOST_COMPARED) return undefined;
  const pinned = entries.flatMap((entry, at): Pinned[] => {
    const values = valuesOf(entry);
    return values.length === 0 ? [] : [{ at, field: entry.field, values, compiled: compileEntry(entry, context) }];
  });
  for (const [index, one] of pinned.entries()) {
    const other = pinned
      .slice(index + 1)
      .find((later) => later.field === one.field && !holdsOne(later, one.values) && !holdsOne(one, later.values));
    if (other !== undefined) return [one.at, other.at];
  }
  return undefined;
}
