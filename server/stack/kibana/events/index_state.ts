/** Whether an index pattern has indices and events. */
import type { IndexState } from '../../events';
import type { ElasticsearchApi } from '../apis';
import { fieldCaps } from '../search/field_caps';
import { indexPath, LENIENT, type SearchAnswer } from '../search/types';
import { timeText } from './eql';
import { READ_EVENTS, timeSort } from './event_search';

const MAX_INDICES = 100;
/** `recentCount` stops here: "at least so many". */
const RECENT_CAP = 10_000;
const DAY_MS = 86_400_000;

/** Backing index of a data stream, also when it was mounted from a snapshot. */
const BACKING_INDEX = /^(?:partial-|restored-)?\.ds-(.+)-\d{4}\.\d{2}\.\d{2}-\d{6}$/;

export async function indexState(elasticsearch: ElasticsearchApi, pattern: string, now: number): Promise<IndexState> {
  // `_resolve/index` would need more than the privilege to read.
  const { indices } = await fieldCaps(elasticsearch, [pattern], ['@timestamp']);
  if (indices.length === 0) return { indices: [], recentCount: 0 };
  const path = indexPath([pattern], '_search');
  const [newest, recent] = await Promise.all([
    elasticsearch.call<SearchAnswer>(READ_EVENTS, 'POST', path, {
      query: LENIENT,
      body: { size: 1, _source: false, track_total_hits: false, sort: timeSort('desc') },
    }),
    elasticsearch.call<SearchAnswer>(READ_EVENTS, 'POST', path, {
      query: LENIENT,
      body: {
        size: 0,
        track_total_hits: RECENT_CAP,
        query: { range: { '@timestamp': { gte: new Date(now - DAY_MS).toISOString() } } },
      },
    }),
  ]);
  const last = newest.hits.hits[0]?.sort?.[0];
  return {
    indices: [...new Set(indices.map(streamOf))].sort().slice(0, MAX_INDICES),
    ...(typeof last === 'string' ? { lastEventAt: timeText(last) } : {}),
    recentCount: Math.min(RECENT_CAP, recent.hits.total?.value ?? 0),
  };
}

function streamOf(index: string): string {
  return BACKING_INDEX.exec(index)?.[1] ?? index;
}
