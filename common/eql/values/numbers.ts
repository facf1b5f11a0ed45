/** Numbers as Java reads, prints and computes them. Integers are bigint, floating point is number. */
export type EqlNumber = bigint | number;

const MIN_LONG = -(2n ** 63n);
const MAX_LONG = 2n ** 63n - 1n;

/** Java's `Double.toString`: `1.0`, `0.001`, `1.0E10`. */
export function doubleText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e7) {
    const plain = String(value);
    return plain.includes('.') ? plain : `${plain}.0`;
  }
  const [digits, exponent] = value.toExponential().split('e') as [string, string];
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
}

export function numberText(value: EqlNumber): string {
  return typeof value === 'bigint' ? String(value) : doubleText(value);
}

/** Order with NaN equal to itself and above everything. */
export function compareNumbers(a: EqlNumber, b: EqlNumber): number {
  if (a < b) return -1;
  if (a > b) return 1;
  const leftNaN = a !== a;
  const rightNaN = b !== b;
  return leftNaN === rightNaN ? 0 : leftNaN ? 1 : -1;
}

/** `a op b`; null where Elasticsearch would fail the search: integer division by zero, overflow of 64 bits. */
export function arithmetic(op: '+' | '-' | '*' | '/' | '%', a: EqlNumber, b: EqlNumber): EqlNumber | null {
  if (typeof a === 'bigint' && typeof b === 'bigint') return integerArithmetic(op, a, b);
  const x = Number(a);
  const y = Number(b);
  switch (op) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '/':
      return x / y;
    case '%':
      return x % y;
  }
}

function integerArithmetic(op: '+' | '-' | '*' | '/' | '%', a: bigint, b: bigint): bigint | null {
  if (b === 0n && (op === '/' || op === '%')) return null;
  const result = op === '+' ? a + b : op === '-' ? a - b : op === '*' ? a * b : op === '/' ? a / b : a % b;
  return result < MIN_LONG || result > MAX_LONG ? null : result;
}

const JAVA_DOUBLE = /^[+-]?(?:NaN|Infinity|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[fFdD]?)$/;
const INTEGER = /^[+-]?[0-9]+$/;

/** A number as a document or literal spells it, or null. */
export function parseNumber(text: string): EqlNumber | null {
  const trimmed = text.length > 400 ? text.slice(0, 401) : text;
  if (INTEGER.test(trimmed)) {
    const value = BigInt(trimmed.replace(/^\+/, ''));
    return value < MIN_LONG || value > MAX_LONG ? Number(value) : value;
  }
  const blankless = trimmed.trim();
  if (!JAVA_DOUBLE.test(blankless)) return null;
  return Number(blankless.replace(/(?<=[0-9.])[fFdD]$/, '').replace(/^\+/, ''));
}

/** The `number()` function: optional sign; `0x` means base 16 when no other base is asked for. */
export function numberFunction(text: string, base: number | null): EqlNumber | null {
  const hex = /^0x/.test(text);
  if (hex && (base === null || base === 16)) return parseInBase(text.slice(2), 16);
  if (base === null || base === 10) return parseNumber(text);
  return parseInBase(text, base);
}

function parseInBase(text: string, base: number): bigint | null {
  if (base < 2 || base > 36) return null;
  const match = /^([+-]?)([0-9a-zA-Z]{1,200})$/.exec(text);
  if (!match) return null;
  let value = 0n;
  for (const digit of match[2]!) {
    const worth = parseInt(digit, 36);
    if (worth >= base) return null;
    value = value * BigInt(base) + BigInt(worth);
  }
  const signed = match[1] === '-' ? -value : value;
  return signed < MIN_LONG || signed > MAX_LONG ? null : signed;
}
