/** `_eql/search`: one request, and what its refusals mean (security-api 6). */
import { EqlError, parse } from '../../../../common/eql';
import type { RuleMatch } from '../../events';
import { elasticsearchErrorTypes, elasticsearchMessage } from '../answer_text';
import type { ElasticsearchApi } from '../apis';
import { elasticsearchError } from '../errors';
import { indexPath, LENIENT, type Dsl, type SearchHit } from '../search/types';
import type { Answer } from '../transport/types';
import { READ_EVENTS, toEvent } from './event_search';

export interface EqlRequest {
  index: readonly string[];
  query: string;
  filter: Dsl;
  size: number;
  signal?: AbortSignal;
  timeoutMs?: number;
}

export interface EqlOutcome {
  matches: RuleMatch[];
  /** Why the answer may lack matches. */
  incomplete?: string;
}

interface EqlHit extends SearchHit {
  /** Stands for the event of a clause that demands absence. */
  missing?: boolean;
}

interface EqlAnswer {
  is_partial?: boolean;
  timed_out?: boolean;
  shard_failures?: unknown[];
  hits: { events?: EqlHit[]; sequences?: Array<{ events: EqlHit[] }> };
}

/** @returns undefined where no index fits @throws StackError `rejected` in the words of Elasticsearch */
export async function eqlSearch(
  elasticsearch: ElasticsearchApi,
  { index, query, filter, size, signal, timeoutMs }: EqlRequest,
): Promise<EqlOutcome | undefined> {
  const answer = await elasticsearch.answer(
    READ_EVENTS,
    'POST',
    indexPath(index, '_eql/search'),
    {
      query: LENIENT,
      // Of too many matches the first ones are kept, so that what is covered has one end.
      body: { query, filter, size, result_position: 'head' },
      ...(signal ? { signal } : {}),
      ...(timeoutMs ? { timeoutMs } : {}),
    },
    [400, 404],
  );
  if (answer.status === 404 || answer.status === 400) {
    if (isNoIndex(answer)) return undefined;
    throw elasticsearchError(answer, READ_EVENTS);
  }
  const { hits, is_partial, timed_out, shard_failures = [] } = answer.body as EqlAnswer;
  const found = [...(hits.events ?? []).map((event) => [event]), ...(hits.sequences ?? []).map(({ events }) => events)];
  const matches = found.map(toMatch).sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  if (timed_out) return { matches, incomplete: 'Elasticsearch stopped at its time limit.' };
  if (shard_failures.length > 0)
    return { matches, incomplete: `${shard_failures.length} shards could not be searched.` };
  return is_partial ? { matches, incomplete: 'Elasticsearch gave a partial answer.' } : { matches };
}

/** Elasticsearch checks the syntax first: where only the index is missing, the query parsed. */
export function isNoIndex({ status, body }: Answer): boolean {
  if (elasticsearchErrorTypes(body).includes('index_not_found_exception')) return true;
  return status === 404 || elasticsearchMessage(body).includes('Unknown index [');
}

/** Sequences, samples and queries with pipes look at the window as a whole; single events can be asked for in slices. */
export function canBeSliced(query: string): boolean {
  try {
    const statement = parse(query);
    return statement.query.kind === 'event' && statement.pipes.length === 0;
  } catch (error) {
    if (error instanceof EqlError) return false;
    throw error;
  }
}

function toMatch(hits: readonly EqlHit[]): RuleMatch {
  const events = hits.filter(({ missing }) => !missing).map(toEvent);
  const last = events[events.length - 1]?._source['@timestamp'];
  return { eventIds: events.map(({ _id }) => _id), events, at: timeText(last) };
}

/** ISO 8601 UTC with milliseconds, as the port has it; what cannot be read as a time stays as it is. */
export function timeText(value: unknown): string {
  const time = typeof value === 'string' || typeof value === 'number' ? new Date(value) : undefined;
  return time && !Number.isNaN(time.getTime()) ? time.toISOString() : String(value ?? '');
}
