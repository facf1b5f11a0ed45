import { StackError, type TimeRange } from '../../stack';
import type { Window } from './histogram';

/** @throws StackError `rejected` when a bound is no time or the range is upside down */
export function windowOf({ from, to }: TimeRange): Window {
  const window = { from: Date.parse(from), to: Date.parse(to) };
  if (!(window.from <= window.to)) {
    throw new StackError('rejected', 'The time range is not valid: two ISO 8601 times are needed, the earlier first.');
  }
  return window;
}
