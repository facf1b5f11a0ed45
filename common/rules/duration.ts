/** Durations as content and the detection engine write them: `90s`, `5m`, `1h`, `7d`. */

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds of a duration such as `5m`, or `undefined` if the text is none. */
export function parseDuration(text: string): number | undefined {
  const match = /^([1-9]\d{0,4})([smhd])$/.exec(text);
  if (!match) return undefined;
  return Number(match[1]) * (SECONDS[match[2] ?? ''] ?? Number.NaN);
}

/** Seconds of a duration that the schema already checked. */
export function seconds(text: string): number {
  const value = parseDuration(text);
  if (value === undefined) throw new Error(`${text} is not a duration`);
  return value;
}

/** The largest unit up to `largest` that states the seconds as a whole number. */
export function inUnits(value: number, largest: 'm' | 'h'): { value: number; unit: 's' | 'm' | 'h' } {
  if (largest === 'h' && value % 3600 === 0) return { value: value / 3600, unit: 'h' };
  return value % 60 === 0 ? { value: value / 60, unit: 'm' } : { value, unit: 's' };
}
