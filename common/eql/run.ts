import { EventOrder } from './sequences/order';
import { Session } from './session';
import type { EqlHit, EqlMatcher, EqlResult, RunOptions } from './types';

/** Runs a matcher over events in any order: they are put in order (time, tiebreaker, as they came) first. */
export function run<H extends EqlHit>(
  matcher: EqlMatcher,
  events: Iterable<H>,
  options: RunOptions = {},
): EqlResult<H> {
  const session = new Session<H>(matcher, options);
  if (matcher.kind === 'sample') {
    for (const hit of events) session.pushUnordered(hit);
    return session.end();
  }
  const order = new EventOrder(matcher.options);
  const placed = [];
  for (const hit of events) if (session.mayMatter(hit)) placed.push(order.place(hit));
  for (const event of order.sort(placed)) session.push(event);
  return session.end();
}
