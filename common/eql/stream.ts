import { EventOrder } from './sequences/order';
import { Session } from './session';
import type { EqlHit, EqlMatcher, EqlResult, RunOptions } from './types';

/**
 * Runs a matcher over events that arrive in order (time, then tiebreaker). Memory is bounded: results by `size`, sequences by
 * the keys alive within maxspan and at most `maxPartials`; when that bound drops a live match, the result says `truncated`.
 */
export async function runStream<H extends EqlHit>(
  matcher: EqlMatcher,
  events: AsyncIterable<H>,
  options: RunOptions = {},
): Promise<EqlResult<H>> {
  const session = new Session<H>(matcher, options);
  const order = new EventOrder(matcher.options);
  for await (const hit of events) {
    if (matcher.kind === 'sample') session.pushUnordered(hit);
    else if (session.mayMatter(hit)) session.push(order.place(hit));
  }
  return session.end();
}
