/** Times of events: reading them strictly, moving them, keeping what is finer than a millisecond. */

const ISO = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:[.,](\d{1,9}))?\s?(Z|[+-]\d{2}:?\d{2})?$/;
const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;

/** Year 2200: larger numbers are not milliseconds. */
const MAX_EPOCH_MS = 7_258_118_400_000;

/**
 * Reads a time as Elasticsearch's `date` does by default: ISO 8601 (UTC where no zone is given; blank instead of `T`
 * allowed, as Sysmon writes) or milliseconds since 1970.
 * @returns milliseconds since 1970, or undefined when it is no time
 */
export function parseTime(value: unknown): number | undefined {
  if (typeof value === 'number') {
    return Number.isFinite(value) && value >= 0 && value <= MAX_EPOCH_MS ? Math.trunc(value) : undefined;
  }
  if (typeof value !== 'string') return undefined;
  const parts = ISO.exec(value);
  if (!parts) return DATE_ONLY.test(value) ? validTime(Date.parse(value)) : undefined;
  const [, day, clock, fraction = '', zone = 'Z'] = parts;
  const milliseconds = fraction.slice(0, 3).padEnd(3, '0');
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
  return validTime(Date.parse(`${day}T${clock}.${milliseconds}${offset}`));
}

/** ISO 8601 UTC with milliseconds. */
export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** Moves a time, keeping digits finer than a millisecond. What is no time comes back as it is. */
export function shiftTime(value: unknown, byMs: number): unknown {
  const at = parseTime(value);
  if (at === undefined) return value;
  if (typeof value === 'number') return value + byMs;
  const fraction = ISO.exec(value as string)?.[3] ?? '';
  return isoTime(at + byMs).replace('Z', `${fraction.slice(3)}Z`);
}

function validTime(milliseconds: number): number | undefined {
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}
