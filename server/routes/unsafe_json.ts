/** JSON that no part of the product could keep without losing something, or that is built to hurt. */

export interface UnsafeJson {
  code: 'too_deep' | 'forbidden_key' | 'forbidden_character';
  path: Array<string | number>;
  message: string;
}

/** Events nest at most a dozen levels; Elasticsearch itself stops at 20 by default. */
const MAX_DEPTH = 40;

/** NUL cannot be part of a text in SQLite queries; a lone surrogate has no UTF-8 form and would be changed silently. */
function badCharacter(text: string): boolean {
  return text.includes('\u0000') || !isWellFormed(text);
}

/** `String.prototype.isWellFormed`, which Node 18 lacks. */
function isWellFormed(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0xd800 || unit > 0xdfff) continue;
    const next = text.charCodeAt(at + 1);
    if (unit > 0xdbff || !(next >= 0xdc00 && next <= 0xdfff)) return false;
    at += 1;
  }
  return true;
}

/** The first thing in the value that must not be let in, or `undefined`. Iterative, so depth cannot hurt it. */
export function findUnsafe(value: unknown): UnsafeJson | undefined {
  const open: Array<{ value: unknown; path: Array<string | number> }> = [{ value, path: [] }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value: current, path } = next;
    if (typeof current === 'string') {
      if (badCharacter(current)) {
        return { code: 'forbidden_character', path, message: 'NUL characters and lone surrogates cannot be stored' };
      }
      continue;
    }
    if (typeof current !== 'object' || current === null) continue;
    if (path.length >= MAX_DEPTH) {
      return { code: 'too_deep', path, message: `objects may nest at most ${MAX_DEPTH} levels` };
    }
    if (Array.isArray(current)) {
      current.forEach((child, index) => open.push({ value: child, path: [...path, index] }));
      continue;
    }
    for (const [key, child] of Object.entries(current)) {
      if (key === '__proto__') return { code: 'forbidden_key', path, message: 'the key __proto__ is not allowed' };
      if (badCharacter(key)) {
        return { code: 'forbidden_character', path, message: 'NUL characters and lone surrogates cannot be stored' };
      }
      open.push({ value: child, path: [...path, key] });
    }
  }
  return undefined;
}
