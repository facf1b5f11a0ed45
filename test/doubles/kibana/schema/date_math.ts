/** Date mathematics of Elasticsearch as far as rules use it: `now`, `now-6m`, `now-1d/d`, or an ISO time. */

const NOW = /^now((?:[+-]\d+[smhdwMy])*)(?:\/[smhdwMy])?$/;
const STEP = /([+-])(\d+)([smhdwMy])/g;

const MILLISECONDS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  M: 2_592_000_000,
  y: 31_536_000_000,
};

/** Milliseconds; undefined for what is none. Rounding is left out: nothing that the double answers depends on it. */
export function readDateMath(expression: string, now: number): number | undefined {
  const steps = NOW.exec(expression)?.[1];
  if (steps === undefined) {
    const time = /^\d{4}-/.test(expression) ? Date.parse(expression) : Number.NaN;
    return Number.isNaN(time) ? undefined : time;
  }
  let time = now;
  for (const [, sign, count, unit] of steps.matchAll(STEP)) {
    time += (sign === '-' ? -1 : 1) * Number(count) * (MILLISECONDS[unit as string] as number);
  }
  return time;
}

export const isDateMath = (expression: string): boolean => readDateMath(expression, 0) !== undefined;
