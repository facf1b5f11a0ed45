/**
 * Dates as Elasticsearch reads them in a `date` field of the default format (`strict_date_optional_time||epoch_millis`),
 * with date mathematics. A date that is not given to the millisecond means the whole unit: `2026-11-23` is that day.
 */

/** Milliseconds since the epoch, both inclusive. */
export interface Instants {
  first: number;
  last: number;
}

type Unit = 'y' | 'M' | 'w' | 'd' | 'h' | 'm' | 's';

/** Every part is optional from the end; a fraction has one to nine digits; no zone means UTC. */
const isoDate =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2})(?::(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?)?)?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/;

function zoneMinutes(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const digits = zone.slice(1).replace(':', '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || '0');
  return zone.startsWith('-') ? -minutes : minutes;
}

function startOf(time: number, unit: Unit): number {
  const date = new Date(time);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  const day = date.getUTCDate();
  switch (unit) {
    case 'y':
      return Date.UTC(year, 0, 1);
    case 'M':
      return Date.UTC(year, month, 1);
    case 'w':
      return Date.UTC(year, month, day - ((date.getUTCDay() + 6) % 7));
    case 'd':
      return Date.UTC(year, month, day);
    case 'h':
      return time - (((time % 3_600_000) + 3_600_000) % 3_600_000);
    case 'm':
      return time - (((time % 60_000) + 60_000) % 60_000);
    case 's':
      return time - (((time % 1_000) + 1_000) % 1_000);
  }
}

function add(time: number, count: number, unit: Unit): number {
  const fixed: Partial<Record<Unit, number>> = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 };
  const width = fixed[unit];
  if (width !== undefined) return time + count * width;
  const date = new Date(time);
  const months = date.getUTCMonth() + count * (unit === 'y' ? 12 : 1);
  const daysInMonth = new Date(Date.UTC(date.getUTCFullYear(), months + 1, 0)).getUTCDate();
  const rest = time - startOf(time, 'd');
  return Date.UTC(date.getUTCFullYear(), months, Math.min(date.getUTCDate(), daysInMonth)) + rest;
}

function wholeUnit(time: number, unit: Unit): Instants {
  const first = startOf(time, unit);
  return { first, last: add(first, 1, unit) - 1 };
}

function parseIso(text: string): Instants | undefined {
  const match = isoDate.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  // A zone belongs to a time of day.
  if (zone !== undefined && hour === undefined) return undefined;
  const parts = [
    Number(year),
    Number(month ?? '1'),
    Number(day ?? '1'),
    Number(hour ?? '0'),
    Number(minute ?? '0'),
    Number(second ?? '0'),
  ] as const;
  const millis = fraction === undefined ? 0 : Math.floor(Number(`0.${fraction}`) * 1_000 + 1e-9);
  const local = Date.UTC(parts[0], parts[1] - 1, parts[2], parts[3], parts[4], parts[5], millis);
  const check = new Date(local);
  if (
    check.getUTCMonth() !== parts[1] - 1 ||
    check.getUTCDate() !== parts[2] ||
    parts[3] > 23 ||
    parts[4] > 59 ||
    parts[5] > 59
  )
    return undefined;
  const unit: Unit | undefined =
    // A text without a day means its first day, never the month or the year (live: `2024-03` is 1 March).
    hour === undefined
      ? 'd'
      : minute === undefined
        ? 'h'
        : second === undefined
          ? 'm'
          : fraction === undefined
            ? 's'
            : undefined;
  const width = unit === undefined ? { first: local, last: local } : wholeUnit(local, unit);
  const offset = zoneMinutes(zone) * 60_000;
  return { first: width.first - offset, last: width.last - offset };
}

/** `+1d`, `-2h`, `/d` in any number. */
function applyMath(anchor: Instants, math: string): Instants | undefined {
  let { first, last } = anchor;
  let rest = math;
  while (rest !== '') {
    const step = /^(?:([+-])(\d*)|(\/))([yMwdhHms])/.exec(rest);
    if (step === null) return undefined;
    const unit = (step[4] === 'H' ? 'h' : step[4]) as Unit;
    if (step[3] === '/') {
      const whole = wholeUnit(first, unit);
      first = whole.first;
      last = whole.last;
    } else {
      const count = Number(step[2] === '' ? '1' : step[2]) * (step[1] === '-' ? -1 : 1);
      first = add(first, count, unit);
      last = add(last, count, unit);
    }
    rest = rest.slice(step[0].length);
  }
  return { first, last };
}

/**
 * The instants that a date text stands for, or `undefined` when Elasticsearch cannot parse it (the query fails).
 * @param now milliseconds since the epoch
 */
export function parseDateText(text: string, now: number): Instants | undefined {
  if (text.startsWith('now')) return applyMath({ first: now, last: now }, text.slice(3));
  const bars = text.indexOf('||');
  const plain = bars < 0 ? text : text.slice(0, bars);
  const millis = /^-?\d{1,18}$/.test(plain) && plain.length !== 4 ? Number(plain) : undefined;
  const anchor = millis === undefined ? parseIso(plain) : { first: millis, last: millis };
  return anchor === undefined || bars < 0 ? anchor : applyMath(anchor, text.slice(bars + 2));
}
