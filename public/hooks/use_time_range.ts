import { useCallback, useMemo, useState } from 'react';
import dateMath from '@elastic/datemath';
import { useUrlState } from './use_url_state';

const DEFAULT_FROM = 'now-7d';
const DEFAULT_TO = 'now';
const MINUTE = 60_000;

/** ISO 8601 UTC of `now-7d`, `now/d` or an ISO time; undefined when it is none of them. */
function resolve(text: string, roundUp: boolean, now: number): number | undefined {
  const moment = dateMath.parse(text, { roundUp, forceNow: new Date(now) });
  return moment?.isValid() ? moment.valueOf() : undefined;
}

/** ISO 8601 UTC of a date picker's range. On whole minutes, so that going back within a minute finds the cached answer. */
export function absoluteRange(from: string, to: string, now: number) {
  const end = Math.ceil((resolve(to, true, now) ?? now) / MINUTE) * MINUTE;
  const start = Math.floor((resolve(from, false, now) ?? now - 7 * 24 * 60 * MINUTE) / MINUTE) * MINUTE;
  return { from: new Date(Math.min(start, end)).toISOString(), to: new Date(end).toISOString() };
}

export interface TimeRangeState {
  /** As in the URL: `now-7d`, or ISO. */
  from: string;
  to: string;
  /** Absolute, ISO 8601 UTC. */
  range: { from: string; to: string };
  setRange(range: { from: string; to: string }): void;
  /** Reads the clock again. */
  refresh(): void;
}

/** The time range of the page, kept in the URL as `from` and `to`. */
export function useTimeRange(): TimeRangeState {
  const { get, set } = useUrlState();
  const [clock, setClock] = useState(() => Date.now());
  const from = get('from') ?? DEFAULT_FROM;
  const to = get('to') ?? DEFAULT_TO;
  // The range moves on when the user asks for it, not with every keystroke on the page.
  const range = useMemo(() => absoluteRange(from, to, clock), [from, to, clock]);
  const setRange = useCallback((next: { from: string; to: string }) => set(next, 'push'), [set]);
  const refresh = useCallback(() => setClock(Date.now()), []);
  return { from, to, range, setRange, refresh };
}
