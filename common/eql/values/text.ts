/** Case folding and ordering of strings, as Lucene and Java do them. */

const NON_ASCII = /[^ -~\s]/;
const UPPER = /[A-Z]+/g;

/** Lower-cases A to Z and nothing else: what `~` means on a field. */
export function foldAscii(text: string): string {
  return NON_ASCII.test(text) ? text.replace(UPPER, (letters) => letters.toLowerCase()) : text.toLowerCase();
}

/** Java's `equalsIgnoreCase`: per UTF-16 unit, upper-cased, then lower-cased, without locale or expansion. */
export function equalsIgnoreCase(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  if (a === b) return true;
  for (let i = 0; i < a.length; i++) if (foldUnit(a[i]!) !== foldUnit(b[i]!)) return false;
  return true;
}

function foldUnit(unit: string): string {
  const upper = unit.toUpperCase();
  const single = upper.length === 1 ? upper : unit;
  // İ lower-cases to two units in JavaScript and to i in Java's per-character folding.
  return single === '\u0130' ? 'i' : single.toLowerCase();
}

/** Order by code point, which is the order of UTF-8 bytes. Negative, zero or positive. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above every other unit. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** Order by UTF-16 unit: Java's `compareTo`, which computed values use. */
export function compareUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
