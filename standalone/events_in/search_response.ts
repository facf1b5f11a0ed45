/**
 * A saved answer of Elasticsearch's `_search`: `{"took": ..., "hits": {"total": ..., "hits": [ ... ]}}`, in one line or
 * formatted. Its hits are read like an array of hits.
 */

/** The list of hits begins within so many bytes; what comes before it is small. */
export const RESPONSE_HEAD_BYTES = 64 * 1024;

/** The first key stands within so many bytes. */
export const FIRST_KEY_BYTES = 200;

/** First keys of a search response; of events only `hits` is one too, and then no list follows it. */
const FIRST_KEY = /^\s*\{\s*"(took|timed_out|_shards|hits|_scroll_id|pit_id|rawResponse)"\s*:/;
const LIST = /"hits"\s*:\s*\{(?:(?!"_source")[^])*?"hits"\s*:\s*\[/;

/** Could these be the first bytes of a search response? */
export function mayBeSearchResponse(head: Buffer): boolean {
  return FIRST_KEY.test(head.toString('latin1', 0, FIRST_KEY_BYTES));
}

/**
 * Where the list of hits begins.
 * @returns offset of its bracket and the number of the line that it is on, or undefined
 */
export function findHits(head: Buffer): { offset: number; line: number } | undefined {
  const text = head.toString('latin1', 0, RESPONSE_HEAD_BYTES);
  const match = LIST.exec(text);
  if (!match) return undefined;
  const offset = match.index + match[0].length - 1;
  return { offset, line: text.slice(0, offset).split('\n').length };
}
