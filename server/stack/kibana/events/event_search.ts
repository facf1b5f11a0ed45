/** Raw events: a page with total and histogram. */
import type { EventHit, EventPage, EventSearch } from '../../events';
import type { ElasticsearchApi } from '../apis';
import type { Purpose } from '../errors';
import { positionAfter, readCursor, writeCursor, type Position } from '../search/cursor';
import { histogramAggregation, histogramOf } from '../search/histogram';
import { kqlFilter } from '../search/kql_filter';
import { windowOf } from '../search/time_range';
import { allOf, indexPath, inRange, LENIENT, type Dsl, type SearchAnswer, type SearchHit } from '../search/types';

export const READ_EVENTS: Purpose = { what: 'read events', takes: 'the index privilege read on the events' };

/**
 * `_id` cannot be sorted by and a point in time is too long for an address, so hits of one moment are ordered by their
 * sequence number; it is unique only within a shard, and the cursor counts the hits that share one.
 */
export function timeSort(order: 'asc' | 'desc'): Dsl[] {
  return [
    {
      '@timestamp': {
        order,
        format: 'strict_date_optional_time_nanos',
        // Indices with and without nanoseconds are compared by the same unit.
        numeric_type: 'date_nanos',
        unmapped_type: 'date',
      },
    },
    { _seq_no: { order } },
  ];
}

/** `search_after` is exclusive: one sequence number back, the hits that share the last one come again. */
export function startAt(position: Position, order: 'asc' | 'desc'): unknown[] {
  const [time, sequence] = position.values;
  return [time, Number(sequence) + (order === 'asc' ? -1 : 1)];
}

export async function searchEvents(elasticsearch: ElasticsearchApi, search: EventSearch): Promise<EventPage> {
  const {
    index,
    range,
    kql = '',
    terms = {},
    ids,
    size,
    order = 'desc',
    histogramBuckets = 0,
    counted = true,
  } = search;
  const window = windowOf(range);
  if (index.length === 0) return { events: [], total: 0, histogram: [] };
  const filter = [
    inRange('@timestamp', range),
    ...Object.entries(terms).map(([field, values]): Dsl => ({ terms: { [field]: values } })),
    ...(ids ? [{ ids: { values: ids } }] : []),
    ...(await kqlFilter(elasticsearch, index, kql)),
  ];
  const start = search.after === undefined ? undefined : readCursor(search.after, 2);
  const answer = await elasticsearch.call<SearchAnswer>(READ_EVENTS, 'POST', indexPath(index, '_search'), {
    query: LENIENT,
    body: {
      // One more than asked for shows whether there is a next page.
      size: size === 0 ? 0 : (start?.shown ?? 0) + size + 1,
      track_total_hits: counted,
      query: allOf(filter),
      sort: timeSort(order),
      ...(start ? { search_after: startAt(start, order) } : {}),
      ...(histogramBuckets > 0
        ? { aggs: { over_time: histogramAggregation('@timestamp', window, histogramBuckets) } }
        : {}),
    },
  });
  const hits = answer.hits.hits.slice(start ? alreadyShown(answer.hits.hits, start) : 0);
  const page = hits.slice(0, size);
  const next = hits.length > size ? positionAfter(page, start) : undefined;
  return {
    events: page.map(toEvent),
    total: answer.hits.total?.value ?? page.length,
    ...(next ? { next: writeCursor(next) } : {}),
    histogram:
      histogramBuckets > 0
        ? histogramOf(window, histogramBuckets, answer.aggregations?.['over_time']?.buckets ?? [])
        : [],
  };
}

/** How many of the first hits belong to the page before. */
function alreadyShown(hits: readonly SearchHit[], { values, shown }: Position): number {
  const same = JSON.stringify(values);
  let count = 0;
  while (count < shown && JSON.stringify(hits[count]?.sort) === same) count += 1;
  return count;
}

export function toEvent({ _id, _index, _source = {} }: SearchHit): EventHit {
  return { _id, _index, _source };
}
