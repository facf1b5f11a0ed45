import type { EqlMatcher, EventSource, Explanation } from '../types';
/** Why the event matches, or what decided against it. */
export function explain(_matcher: EqlMatcher, _doc: EventSource): Explanation {
  throw new Error('not built yet');
}
