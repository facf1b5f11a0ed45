/** Does a rule read an index? */
import { wildcardPattern } from '../allowlist/wildcard';

interface Part {
  negative: boolean;
  matches(index: string): boolean;
}

const cache = new Map<string, Part>();

function partOf(pattern: string): Part {
  const known = cache.get(pattern);
  if (known !== undefined) return known;
  const negative = pattern.startsWith('-');
  const compiled = wildcardPattern(negative ? pattern.slice(1) : pattern);
  const part = { negative, matches: (index: string) => compiled.matches(index) };
  cache.set(pattern, part);
  return part;
}

/** Kibana's index patterns: `*` is any run, a leading `-` takes out. No pattern at all reads every index. */
export function readsIndex(patterns: readonly string[] | undefined, index: string): boolean {
  if (patterns === undefined || patterns.length === 0) return true;
  let reads = false;
  for (const pattern of patterns) {
    const part = partOf(pattern);
    if (reads === part.negative && part.matches(index)) reads = !part.negative;
  }
  return reads;
}
