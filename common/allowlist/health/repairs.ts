/** One-click repairs of conditions. Each answers the corrected part, or `undefined` when it cannot be known. */
import { equalsTest } from '../conditions';
import { parseDashRange, rangeAsNetworks } from '../ip';
import { escapeWildcard } from '../wildcard';
import type { ExceptionItem, FieldInfo, ItemEntry, NestedEntry, NestedInnerEntry, WildcardEntry } from '../types';

/** The item with one condition replaced by none, one or several. */
export function replaceEntry(item: ExceptionItem, at: number, by: ItemEntry | readonly ItemEntry[]): ExceptionItem {
  return { ...item, entries: item.entries.flatMap((entry, index) => (index === at ? by : entry)) };
}

const booleanWords: Readonly<Record<string, string>> = {
  yes: 'true',
  y: 'true',
  on: 'true',
  '1': 'true',
  no: 'false',
  n: 'false',
  off: 'false',
  '0': 'false',
};

/** Values of the field's type that were probably meant. */
export function fittingValue(info: FieldInfo, value: string, now: number): string[] | undefined {
  const fits = (text: string): boolean => equalsTest(info, text, now).problem === undefined;
  const trimmed = value.trim();
  if (fits(trimmed)) return [trimmed];
  const lower = trimmed.toLowerCase();
  if (info.type === 'boolean') {
    const word = fits(lower) ? lower : booleanWords[lower];
    return word === undefined ? undefined : [word];
  }
  const range = info.type === 'ip' ? parseDashRange(trimmed) : undefined;
  return range === undefined ? undefined : rangeAsNetworks(range);
}

/** Every single backslash becomes a literal one; doubled ones stay. */
export function withDoubledBackslashes(pattern: string): string {
  let repaired = '';
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at] as string;
    if (character !== '\\') repaired += character;
    else if (pattern[at + 1] === '\\') {
      repaired += '\\\\';
      at += 1;
    } else repaired += '\\\\';
  }
  return repaired;
}

/** Doubled backslashes to single ones, but the two that start a network path. */
export function withSingleBackslashes(text: string): string {
  const start = text.startsWith('\\\\') ? '\\\\' : '';
  const rest = text.slice(start.length).split('\\\\').join('\\');
  return start + rest;
}

/** The literal text between the stars; `undefined` when the pattern has more than stars and escaped backslashes. */
function literalPieces(pattern: string): string[] | undefined {
  const pieces = [''];
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at] as string;
    if (character === '?') return undefined;
    if (character === '\\' && pattern[at + 1] !== '\\') return undefined;
    if (character === '*') pieces.push('');
    else pieces.push(`${pieces.pop()}${character}`);
    if (character === '\\') at += 1;
  }
  return pieces;
}

/** The pattern in the spelling of a value that it matches without regard to case. */
export function likeSeen(entry: WildcardEntry, value: string): WildcardEntry | undefined {
  const spelled: string[] = [];
  let from = 0;
  for (const piece of literalPieces(entry.value) ?? []) {
    const at = value.toLowerCase().indexOf(piece.toLowerCase(), from);
    if (at < 0) return undefined;
    spelled.push(escapeWildcard(value.slice(at, at + piece.length)));
    from = at + piece.length;
  }
  return spelled.length === 0 ? undefined : { ...entry, value: spelled.join('*') };
}

export function nestedAsPlain(entry: NestedEntry): ItemEntry[] {
  return entry.entries.map((inner) => ({ ...inner, field: `${entry.field}.${inner.field}` }));
}

/** Only what a nested condition may hold. */
export function plainAsNested(entry: Exclude<ItemEntry, NestedEntry>, parent: string): NestedEntry | undefined {
  if (entry.type === 'wildcard' || entry.type === 'list') return undefined;
  const inner: NestedInnerEntry = { ...entry, field: entry.field.slice(parent.length + 1) };
  return { type: 'nested', field: parent, entries: [inner] };
}
