/** Dates of a query in a time zone, as the `time_zone` of a range clause reads them. */
import { parseDateText, type Instants } from '../allowlist/dates';

/** From an instant to the offset of the zone then, in milliseconds east of UTC. */
type Offset = (instant: number) => number;

const UTC_NAMES = new Set(['UTC', 'Z', 'GMT', 'Etc/UTC']);
const NAMES_ITS_ZONE = /(?:Z|T.*[+-]\d{2}(?::?\d{2})?)$/;

const calendarOffset = (name: string): Offset | undefined => {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return undefined;
  }
  return (instant) => {
    const part: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
    for (const { type, value } of format.formatToParts(instant)) part[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1_000) * 1_000;
  };
};

const offsetOf = (zone: string): Offset | undefined => {
  const fixed = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (fixed === null) return calendarOffset(zone);
  const minutes = Number(fixed[2]) * 60 + Number(fixed[3]);
  return () => (fixed[1] === '-' ? -minutes : minutes) * 60_000;
};

/**
 * The instants that a date text stands for in a zone; undefined when Elasticsearch refuses text or zone. A text with a zone
 * of its own keeps it, but its date mathematics round in the zone of the query, and so do those of `now`. Milliseconds since
 * the epoch are shifted by the zone like any text without one (observed on 8.12.2).
 * @param now milliseconds since the epoch
 * @param zone name or offset; UTC without it
 */
export const parseDateInZone = (text: string, now: number, zone: string | undefined): Instants | undefined => {
  if (zone === undefined || UTC_NAMES.has(zone)) return parseDateText(text, now);
  const offset = offsetOf(zone);
  if (offset === undefined) return undefined;
  const toLocal = (instant: number): number => instant + offset(instant);
  // The offset at the local time taken as UTC is right but near a change of the clocks; the second look settles that.
  const toInstant = (local: number): number => local - offset(local - offset(local));
  const bars = text.indexOf('||');
  const plain = bars < 0 ? text : text.slice(0, bars);
  if (!text.startsWith('now') && NAMES_ITS_ZONE.test(plain)) {
    const anchor = parseDateText(plain, now);
    if (anchor === undefined || bars < 0) return anchor;
    const math = text.slice(bars);
    const first = parseDateText(`${toLocal(anchor.first)}${math}`, now);
    const last = parseDateText(`${toLocal(anchor.last)}${math}`, now);
    return first && last && { first: toInstant(first.first), last: toInstant(last.last) };
  }
  const local = parseDateText(text, text.startsWith('now') ? toLocal(now) : now);
  return local && { first: toInstant(local.first), last: toInstant(local.last) };
};
