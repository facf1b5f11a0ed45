/**
 * Lucene's wildcard patterns: `*` any run, `?` one character (code point), a backslash takes the next character literally,
 * a backslash at the very end is itself. Matched without regular expressions, in time proportional to the text for
 * patterns without `?`.
 */

/** `undefined` stands for `?`. */
type Part = ReadonlyArray<string | undefined>;

interface Segment {
  /** Set when the segment has no `?`. */
  literal?: string;
  parts: Part;
}

export interface WildcardPattern {
  matches(text: string): boolean;
  /** Has an unescaped `*` or `?`. */
  readonly isPattern: boolean;
}

function parse(pattern: string): { segments: Segment[]; isPattern: boolean } {
  const segments: Segment[] = [];
  let parts: Array<string | undefined> = [];
  let isPattern = false;
  const close = (): void => {
    const literal = parts.every((part) => part !== undefined) ? parts.join('') : undefined;
    segments.push(literal === undefined ? { parts } : { literal, parts });
    parts = [];
  };
  const characters = Array.from(pattern);
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at] as string;
    if (character === '\\' && at + 1 < characters.length) {
      at += 1;
      parts.push(characters[at] as string);
    } else if (character === '*') {
      isPattern = true;
      close();
    } else if (character === '?') {
      isPattern = true;
      parts.push(undefined);
    } else {
      parts.push(character);
    }
  }
  close();
  return { segments, isPattern };
}

/** Length of the character at `at`, 2 for a surrogate pair, 0 at the end. */
function widthAt(text: string, at: number): number {
  const code = text.codePointAt(at);
  return code === undefined ? 0 : code > 0xffff ? 2 : 1;
}

/** Where the segment ends when it starts at `at`, or -1. */
function matchAt(text: string, at: number, segment: Segment): number {
  if (segment.literal !== undefined) return text.startsWith(segment.literal, at) ? at + segment.literal.length : -1;
  let position = at;
  for (const part of segment.parts) {
    if (part === undefined) {
      const width = widthAt(text, position);
      if (width === 0) return -1;
      position += width;
    } else {
      if (!text.startsWith(part, position)) return -1;
      position += part.length;
    }
  }
  return position;
}

/** First place at or after `from` where the segment matches: `[start, end]`. */
function find(text: string, from: number, segment: Segment): number {
  if (segment.literal !== undefined) {
    const at = text.indexOf(segment.literal, from);
    return at < 0 ? -1 : at + segment.literal.length;
  }
  for (let at = from; at <= text.length; at += Math.max(1, widthAt(text, at))) {
    const end = matchAt(text, at, segment);
    if (end >= 0) return end;
  }
  return -1;
}

/** Does the last segment match so that it ends exactly at the end of the text, at or after `from`? */
function matchesEnd(text: string, from: number, segment: Segment): boolean {
  if (segment.literal !== undefined) {
    return text.length - segment.literal.length >= from && text.endsWith(segment.literal);
  }
  // Walk back one character per part, so that surrogate pairs count once.
  let at = text.length;
  for (let index = segment.parts.length; index > 0; index -= 1) {
    const before = text.charCodeAt(at - 1);
    const isLow = before >= 0xdc00 && before <= 0xdfff && at >= 2;
    const high = isLow ? text.charCodeAt(at - 2) : 0;
    at -= isLow && high >= 0xd800 && high <= 0xdbff ? 2 : 1;
    if (at < from) return false;
  }
  return matchAt(text, at, segment) === text.length;
}

export function wildcardPattern(pattern: string): WildcardPattern {
  const { segments, isPattern } = parse(pattern);
  const first = segments[0] as Segment;
  const last = segments[segments.length - 1] as Segment;
  return {
    isPattern,
    matches(text) {
      let at = matchAt(text, 0, first);
      if (at < 0) return false;
      if (segments.length === 1) return at === text.length;
      for (let index = 1; index < segments.length - 1; index += 1) {
        at = find(text, at, segments[index] as Segment);
        if (at < 0) return false;
      }
      return matchesEnd(text, at, last);
    },
  };
}

/** The text as a pattern that matches only itself. */
export function escapeWildcard(text: string): string {
  let escaped = '';
  for (const character of text)
    escaped += character === '*' || character === '?' || character === '\\' ? `\\${character}` : character;
  return escaped;
}

/**
 * Backslashes that were meant literally but take the next character: everything but `\\`, `\*` and `\?`.
 * @param isPath the field holds paths, so that a backslash before a star or question mark separates, too
 */
export function hasUnescapedBackslash(pattern: string, isPath = false): boolean {
  for (let at = 0; at < pattern.length; at += 1) {
    if (pattern[at] !== '\\') continue;
    const next = pattern[at + 1];
    if (next !== '\\' && (isPath || (next !== '*' && next !== '?'))) return true;
    at += 1;
  }
  return false;
}
