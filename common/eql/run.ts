import type { EqlHit, EqlMatcher, EqlResult, RunOptions } from './types';
/** Runs a matcher over events in any order. */
export function run<H extends EqlHit>(
  _matcher: EqlMatcher,
  _events: Iterable<H>,
  _options: RunOptions = {},
): EqlResult<H> {
  throw new Error('not built yet');
}
