import type { EqlHit, EqlMatcher, EqlResult, RunOptions } from './types';
/** Runs a matcher over events that arrive in order, in bounded memory. */
export async function runStream<H extends EqlHit>(
  _matcher: EqlMatcher,
  _events: AsyncIterable<H>,
  _options: RunOptions = {},
): Promise<EqlResult<H>> {
  throw new Error('not built yet');
}
