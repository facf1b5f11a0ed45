import { foldAscii } from './text';

/**
 * Wildcard patterns over a field: `*` any run, `?` one character (code point), everything else literal. A list is compiled
 * by shape: literals into a hash set, `x*`, `*x` and `*x*` into bucketed prefix, suffix and substring tests, the rest into
 * segment matchers that never backtrack over a star.
 */
export type TextTest = (text: string) => boolean;

/** Segments with `?` are matched naively; Lucene refuses patterns of this size too (10,000 states). */
const MAX_SEGMENTED_LENGTH = 10_000;

/** Why a pattern is refused, or undefined. */
export function wildcardProblem(pattern: string): string | undefined {
  if (pattern.length <= MAX_SEGMENTED_LENGTH || !pattern.includes('?')) return undefined;
  return `Pattern of [${pattern.length}] characters with [?] has exceeded the allowed maximum of [${MAX_SEGMENTED_LENGTH}]`;
}

export interface WildcardSet {
  /** A pattern of stars only: any value matches. */
  readonly matchesAny: boolean;
  readonly test: TextTest;
}

export function wildcardSet(patterns: Iterable<string>, caseInsensitive: boolean): WildcardSet {
  const fold = caseInsensitive ? foldAscii : (text: string) => text;
  const literals = new Set<string>();
  const prefixes: string[] = [];
  const suffixes: string[] = [];
  const tests: TextTest[] = [];
  let matchesAny = false;
  for (const written of patterns) {
    const pattern = fold(written);
    const core = withoutOuterStars(pattern);
    if (pattern !== '' && core === '') matchesAny = true;
    else if (/[*?]/.test(core)) tests.push(segmentTest(pattern));
    else if (pattern === core) {
      // The empty pattern never matches a field.
      if (core !== '') literals.add(core);
    } else if (!pattern.startsWith('*')) prefixes.push(core);
    else if (!pattern.endsWith('*')) suffixes.push(core);
    else tests.push(substringTest(core));
  }
  if (prefixes.length > 0) tests.unshift(prefixTest(prefixes));
  if (suffixes.length > 0) tests.unshift(suffixTest(suffixes));
  return { matchesAny, test: matchesAny ? () => true : combined(literals, tests, caseInsensitive) };
}

/** By hand: an anchored regular expression is quadratic on long runs of stars. */
function withoutOuterStars(pattern: string): string {
  let from = 0;
  let to = pattern.length;
  while (from < to && pattern[from] === '*') from += 1;
  while (to > from && pattern[to - 1] === '*') to -= 1;
  return pattern.slice(from, to);
}

function combined(literals: ReadonlySet<string>, tests: readonly TextTest[], caseInsensitive: boolean): TextTest {
  const plain = plainTest(literals, tests);
  return caseInsensitive ? (text) => plain(foldAscii(text)) : plain;
}

function plainTest(literals: ReadonlySet<string>, tests: readonly TextTest[]): TextTest {
  if (tests.length === 0) {
    if (literals.size !== 1) return (text) => literals.has(text);
    const [only] = literals;
    return (text) => text === only;
  }
  if (literals.size === 0 && tests.length === 1) return tests[0]!;
  return (text) => {
    if (literals.has(text)) return true;
    for (const test of tests) if (test(text)) return true;
    return false;
  };
}

function prefixTest(prefixes: readonly string[]): TextTest {
  const [only] = prefixes;
  if (prefixes.length === 1) return (text) => text.startsWith(only!);
  const buckets = bucket(prefixes, (prefix) => prefix.charCodeAt(0));
  return (text) => {
    const candidates = buckets.get(text.charCodeAt(0));
    if (candidates) for (const prefix of candidates) if (text.startsWith(prefix)) return true;
    return false;
  };
}

function suffixTest(suffixes: readonly string[]): TextTest {
  const [only] = suffixes;
  if (suffixes.length === 1) return (text) => text.endsWith(only!);
  const buckets = bucket(suffixes, (suffix) => suffix.charCodeAt(suffix.length - 1));
  return (text) => {
    const candidates = buckets.get(text.charCodeAt(text.length - 1));
    if (candidates) for (const suffix of candidates) if (text.endsWith(suffix)) return true;
    return false;
  };
}

function bucket(texts: readonly string[], keyOf: (text: string) => number): Map<number, string[]> {
  const buckets = new Map<number, string[]>();
  for (const text of texts) {
    const key = keyOf(text);
    const group = buckets.get(key);
    if (group) group.push(text);
    else buckets.set(key, [text]);
  }
  return buckets;
}

function substringTest(part: string): TextTest {
  const find = finder(part);
  return (text) => find(text, 0) !== -1;
}

type Finder = (text: string, from: number) => number;

const LONG_PART = 64;

/** `indexOf`, linear also for long parts made to defeat it. */
function finder(part: string): Finder {
  if (part.length <= LONG_PART) return (text, from) => text.indexOf(part, from);
  const failure = failureTable(part);
  return (text, from) => {
    let matched = 0;
    for (let i = from; i < text.length; i++) {
      while (matched > 0 && text[i] !== part[matched]) matched = failure[matched - 1]!;
      if (text[i] === part[matched]) matched += 1;
      if (matched === part.length) return i - matched + 1;
    }
    return -1;
  };
}

/** Knuth, Morris, Pratt: length of the longest proper border of every prefix. */
function failureTable(part: string): Uint32Array {
  const failure = new Uint32Array(part.length);
  for (let i = 1, matched = 0; i < part.length; i++) {
    while (matched > 0 && part[i] !== part[matched]) matched = failure[matched - 1]!;
    if (part[i] === part[matched]) matched += 1;
    failure[i] = matched;
  }
  return failure;
}

/**
 * The general case: the stretches between stars, first and last anchored, those between found leftmost. `?` takes a code
 * point, so texts with surrogate pairs are matched as arrays of code points.
 */
function segmentTest(pattern: string): TextTest {
  const questions = pattern.includes('?');
  const units = segmentMatcher(pattern.split(/\*+/));
  if (!questions) return units;
  let points: ReturnType<typeof pointMatcher> | undefined;
  return (text) => {
    if (!/[\ud800-\udfff]/.test(text)) return units(text);
    points ??= pointMatcher(pattern.split(/\*+/).map((part) => Array.from(part)));
    return points(Array.from(text));
  };
}

function segmentMatcher(parts: readonly string[]): TextTest {
  const first = parts[0]!;
  const last = parts[parts.length - 1]!;
  const middle = parts
    .slice(1, -1)
    .map((part) => ({ length: part.length, find: part.includes('?') ? slowFinder(part) : finder(part) }));
  if (parts.length === 1) return (text) => text.length === first.length && matchesAt(text, 0, first);
  return (text) => {
    const end = text.length - last.length;
    if (first.length > end || !matchesAt(text, 0, first) || !matchesAt(text, end, last)) return false;
    let at = first.length;
    for (const part of middle) {
      const found = part.find(text, at);
      if (found === -1 || found + part.length > end) return false;
      at = found + part.length;
    }
    return true;
  };
}

function slowFinder(part: string): Finder {
  return (text, from) => {
    for (let at = from; at + part.length <= text.length; at++) if (matchesAt(text, at, part)) return at;
    return -1;
  };
}

function matchesAt(text: ArrayLike<string>, at: number, part: ArrayLike<string>): boolean {
  for (let i = 0; i < part.length; i++) if (part[i] !== '?' && part[i] !== text[at + i]) return false;
  return true;
}

function pointMatcher(parts: readonly string[][]): (text: readonly string[]) => boolean {
  const first = parts[0]!;
  const last = parts[parts.length - 1]!;
  const middle = parts.slice(1, -1);
  if (parts.length === 1) return (text) => text.length === first.length && matchesAt(text, 0, first);
  return (text) => {
    const end = text.length - last.length;
    if (first.length > end || !matchesAt(text, 0, first) || !matchesAt(text, end, last)) return false;
    let at = first.length;
    for (const part of middle) {
      while (at + part.length <= end && !matchesAt(text, at, part)) at += 1;
      if (at + part.length > end) return false;
      at += part.length;
    }
    return true;
  };
}
