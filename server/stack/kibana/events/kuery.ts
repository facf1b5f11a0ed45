/** A KQL rule over a slice of history. */
import type { RuleMatch } from '../../events';
import type { ElasticsearchApi } from '../apis';
import { allOf, indexPath, LENIENT, type Dsl, type SearchAnswer } from '../search/types';
import { timeText, type EqlOutcome } from './eql';
import { READ_EVENTS, timeSort, toEvent } from './event_search';

export interface KueryRequest {
  index: readonly string[];
  filter: readonly Dsl[];
  size: number;
  signal?: AbortSignal;
  timeoutMs: number;
}

export async function kuerySearch(
  elasticsearch: ElasticsearchApi,
  { index, filter, size, signal, timeoutMs }: KueryRequest,
): Promise<EqlOutcome> {
  const { hits, timed_out, _shards } = await elasticsearch.call<SearchAnswer>(
    READ_EVENTS,
    'POST',
    indexPath(index, '_search'),
    {
      query: LENIENT,
      body: { size, query: allOf(filter), sort: timeSort('asc'), track_total_hits: false, timeout: `${timeoutMs}ms` },
      ...(signal ? { signal } : {}),
      timeoutMs,
    },
  );
  const matches = hits.hits.map((hit): RuleMatch => {
    const event = toEvent(hit);
    return { eventIds: [event._id], events: [event], at: timeText(event._source['@timestamp']) };
  });
  if (timed_out) return { matches, incomplete: 'Elasticsearch stopped at its time limit.' };
  const failed = _shards?.failed ?? 0;
  return failed > 0 ? { matches, incomplete: `${failed} shards could not be searched.` } : { matches };
}
