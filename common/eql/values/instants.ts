/** Dates as Elasticsearch reads, compares and prints them: ISO 8601 with optional parts, epoch milliseconds, date math. UTC. */

export class Instant {
  /** Milliseconds since the epoch and the nanoseconds beyond them (0 to 999,999). */
  constructor(
    readonly millis: number,
    readonly nanos = 0,
  ) {}

  compare(other: Instant): number {
    return this.millis - other.millis || this.nanos - other.nanos;
  }

  /** Java's `ZonedDateTime` text: zero seconds and fractions are left out. */
  toString(): string {
    const date = new Date(this.millis);
    const iso = date.toISOString();
    const minutes = iso.slice(0, iso.indexOf('T') + 6);
    const fraction = fractionText(date.getUTCMilliseconds(), this.nanos);
    const seconds = iso.slice(minutes.length, minutes.length + 3);
    return `${minutes}${seconds === ':00' && fraction === '' ? '' : seconds}${fraction}Z`;
  }

  /** `2024-01-01T00:00:00.000Z`, the form of join keys. */
  toISOString(): string {
    const iso = new Date(this.millis).toISOString();
    return this.nanos === 0 ? iso : `${iso.slice(0, -1)}${String(this.nanos).padStart(6, '0')}Z`;
  }
}

function fractionText(millis: number, nanos: number): string {
  if (millis === 0 && nanos === 0) return '';
  const digits = String(millis).padStart(3, '0') + String(nanos).padStart(6, '0');
  const kept = digits.endsWith('000000') ? 3 : digits.endsWith('000') ? 6 : 9;
  return `.${digits.slice(0, kept)}`;
}

/** What a literal stands for: a shortened one is a stretch, a full one a point (`from` equals `to`). */
export interface InstantRange {
  readonly from: Instant;
  readonly to: Instant;
}

const ISO =
  /^([+-]?\d{4,9})(?:-(\d{1,2})(?:-(\d{1,2})(?:T(?:(\d{2})(?::(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?)?)?$/;
const EPOCH_MILLIS = /^-?\d{1,19}(?:\.\d{1,6})?$/;
const MAX_MILLIS = 8.64e15;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** One value of a date field: a string, or epoch milliseconds as number. null when it is no date. */
export function parseInstant(value: string | number): Instant | null {
  if (typeof value === 'number') {
    return Math.abs(value) <= MAX_MILLIS ? new Instant(Math.floor(value)) : null;
  }
  return parsePlain(value)?.from ?? null;
}

/** A literal of a query, date math included; `now` in epoch milliseconds. */
export function parseInstantLiteral(text: string, now: number): InstantRange | null {
  if (text.startsWith('now')) return applyMath(new Instant(now), text.slice(3));
  const separator = text.indexOf('||');
  if (separator === -1) return parsePlain(text);
  const anchor = parsePlain(text.slice(0, separator));
  return anchor && applyMath(anchor.from, text.slice(separator + 2));
}

function parsePlain(text: string): InstantRange | null {
  const match = text.length <= 64 ? ISO.exec(text) : null;
  if (match) return fromParts(match);
  if (!EPOCH_MILLIS.test(text)) return null;
  const at = parseInstant(Number(text));
  return at && { from: at, to: at };
}

function fromParts(match: RegExpExecArray): InstantRange | null {
  const [, year, month = '1', day = '1', hour, minute, second, fraction, zone] = match;
  // A bare number of more than four digits is epoch milliseconds.
  if (match[2] === undefined && year!.length > 4) {
    const at = parseInstant(Number(year));
    return at && { from: at, to: at };
  }
  const [y, mo, d] = [Number(year), Number(month), Number(day)];
  if (mo < 1 || mo > 12 || d < 1 || d > daysOf(y, mo)) return null;
  const [h, mi, s] = [Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0)];
  if (h > 23 || mi > 59 || s > 59) return null;
  const offset = zoneOffset(zone);
  const nanos = Number((fraction ?? '').padEnd(9, '0'));
  const start = utc(y, mo, d, h, mi, s) - offset + Math.floor(nanos / 1e6);
  if (!(Math.abs(start) <= MAX_MILLIS)) return null;
  const from = new Instant(start, nanos % 1e6);
  if (fraction !== undefined) return { from, to: from };
  const end = utc(y, mo, d, hour === undefined ? 23 : h, minute === undefined ? 59 : mi, second === undefined ? 59 : s);
  return { from, to: new Instant(end + 999 - offset, 999_999) };
}

function daysOf(year: number, month: number): number {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return DAYS[month - 1]! + (leap ? 1 : 0);
}

function utc(year: number, month: number, day: number, hour: number, minute: number, second: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.setUTCHours(hour, minute, second, 0);
}

function zoneOffset(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const digits = zone.slice(1).replace(':', '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || 0);
  return (zone[0] === '-' ? -minutes : minutes) * 60_000;
}

const MATH = /([+-])(\d{0,9})([yMwdhHms])|\/([yMwdhHms])/y;

/** `+2M`, `-1d/d`, …: rounding (`/M`) makes a stretch of the unit. */
function applyMath(anchor: Instant, math: string): InstantRange | null {
  let from = anchor;
  let to = anchor;
  let at = 0;
  while (at < math.length) {
    MATH.lastIndex = at;
    const match = MATH.exec(math);
    if (!match) return null;
    at = MATH.lastIndex;
    const [, sign, amount, unit, rounding] = match;
    if (rounding) {
      from = startOf(from, rounding);
      to = new Instant(shift(startOf(to, rounding), 1, rounding).millis - 1, 999_999);
    } else {
      const count = Number(amount || 1) * (sign === '-' ? -1 : 1);
      from = shift(from, count, unit!);
      to = shift(to, count, unit!);
    }
  }
  return Number.isNaN(from.millis) || Number.isNaN(to.millis) ? null : { from, to };
}

const UNIT_MILLIS: Readonly<Record<string, number>> = {
  w: 604_800_000,
  d: 86_400_000,
  h: 3_600_000,
  H: 3_600_000,
  m: 60_000,
  s: 1_000,
};

function shift(instant: Instant, count: number, unit: string): Instant {
  const fixed = UNIT_MILLIS[unit];
  if (fixed !== undefined) return new Instant(instant.millis + count * fixed, instant.nanos);
  const date = new Date(instant.millis);
  const months = date.getUTCFullYear() * 12 + date.getUTCMonth() + count * (unit === 'y' ? 12 : 1);
  const year = Math.floor(months / 12);
  const month = months - year * 12;
  const day = Math.min(date.getUTCDate(), daysOf(year, month + 1));
  return new Instant(date.setUTCFullYear(year, month, day), instant.nanos);
}

function startOf(instant: Instant, unit: string): Instant {
  const date = new Date(instant.millis);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  switch (unit) {
    case 'y':
      return new Instant(utc(year, 1, 1, 0, 0, 0));
    case 'M':
      return new Instant(utc(year, month + 1, 1, 0, 0, 0));
    case 'w':
      return new Instant(utc(year, month + 1, day - ((date.getUTCDay() + 6) % 7), 0, 0, 0));
    default: {
      const size = UNIT_MILLIS[unit]!;
      return new Instant(Math.floor(instant.millis / size) * size);
    }
  }
}
