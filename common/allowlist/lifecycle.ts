/** Where an entry stands in its life, and whether someone should look at it. */
import type { AllowlistEntry } from './types';

const DAY = 86_400_000;
/** The window of the home page's "expiring" figure. */
export const EXPIRING_DAYS = 14;
/** An entry that hid nothing for this long has probably outlived its cause. */
export const STALE_DAYS = 90;
/** A new entry gets this long to hide its first event. */
export const NEVER_MATCHED_DAYS = 30;

export type LifecycleState = 'active' | 'expiring' | 'expired' | 'disabled';

export interface LifecycleFacts {
  /** Milliseconds since the epoch. */
  now: number;
  /** ISO 8601. */
  createdAt?: string;
  /** Time of the last event it hid, as far as history was looked at. */
  lastMatchedAt?: string;
  /** Start of that history; without it nothing is said about matches. */
  searchedFrom?: string;
}

export interface Lifecycle {
  state: LifecycleState;
  /** Whole days until the expiry, negative after it; absent without one. */
  daysLeft?: number;
  neverMatched: boolean;
  stale: boolean;
  /** For people, e.g. `expires in 3 days`. */
  text: string;
}

function effectiveExpiry(entry: Pick<AllowlistEntry, 'expires' | 'override'>): number | undefined {
  const times = [entry.expires, entry.override?.expires]
    .filter((time): time is string => time !== undefined)
    .map((time) => Date.parse(time));
  return times.length === 0 ? undefined : Math.min(...times);
}

function stateOf(entry: AllowlistEntry, daysLeft: number | undefined): LifecycleState {
  if (!entry.enabled) return 'disabled';
  if (daysLeft === undefined || daysLeft > EXPIRING_DAYS) return 'active';
  return daysLeft < 0 ? 'expired' : 'expiring';
}

function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}

export function lifecycleOf(entry: AllowlistEntry, facts: LifecycleFacts): Lifecycle {
  const expiry = effectiveExpiry(entry);
  const daysLeft = expiry === undefined ? undefined : Math.floor((expiry - facts.now) / DAY);
  const state = stateOf(entry, daysLeft);
  const since = (time: string | undefined): number | undefined =>
    time === undefined ? undefined : (facts.now - Date.parse(time)) / DAY;
  const running = state === 'active' || state === 'expiring';
  const age = since(facts.createdAt);
  const searched = since(facts.searchedFrom);
  const sinceMatch = since(facts.lastMatchedAt);
  const neverMatched =
    running &&
    sinceMatch === undefined &&
    searched !== undefined &&
    age !== undefined &&
    Math.min(age, searched) >= NEVER_MATCHED_DAYS;
  const stale = running && sinceMatch !== undefined && sinceMatch >= STALE_DAYS;
  const words: string[] = [];
  if (state === 'disabled') words.push('disabled');
  else if (daysLeft === undefined) words.push('no expiry');
  else if (daysLeft < 0) words.push(`expired ${days(-daysLeft)} ago`);
  else words.push(daysLeft === 0 ? 'expires today' : `expires in ${days(daysLeft)}`);
  if (neverMatched) words.push(`hid nothing in the last ${days(Math.floor(Math.min(age ?? 0, searched ?? 0)))}`);
  if (stale && sinceMatch !== undefined) words.push(`last hid something ${days(Math.floor(sinceMatch))} ago`);
  return { state, ...(daysLeft === undefined ? {} : { daysLeft }), neverMatched, stale, text: words.join(', ') };
}
