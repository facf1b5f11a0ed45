/** A page of alerts with facets and histogram, straight from Elasticsearch: Kibana's own search has no paging. */
import type { Alert, AlertPage, AlertSearch } from '../../alerts';
import type { ElasticsearchApi } from '../apis';
import { bucketText } from '../events/suggest_values';
import { readCursor, writeCursor } from '../search/cursor';
import { histogramAggregation, histogramOf, type Window } from '../search/histogram';
import { windowOf } from '../search/time_range';
import { indexPath, LENIENT, type Dsl, type SearchAnswer, type SearchHit } from '../search/types';
import { alertIndex, alertQuery, READ_ALERTS } from './alert_query';

/** Every alert has one of its own, so a position is never ambiguous. */
export const ALERT_UUID = 'kibana.alert.uuid';

/** From least to most; as words they would sort by the alphabet. */
const SEVERITIES = ['low', 'medium', 'high', 'critical'];

const KEYWORD = new Set(['host.name', 'kibana.alert.rule.name']);

export async function searchAlerts(
  elasticsearch: ElasticsearchApi,
  space: string,
  search: AlertSearch,
): Promise<AlertPage> {
  const { size, sort, after, facets = {}, histogramBuckets = 0 } = search;
  const path = indexPath(alertIndex(space), '_search');
  const query = await alertQuery(elasticsearch, space, search);
  const window = histogramBuckets > 0 ? await windowFor(elasticsearch, path, query, search) : undefined;
  const aggs: Record<string, Dsl> = {};
  Object.entries(facets).forEach(([field, buckets], at) => {
    aggs[`facet_${at}`] = { terms: { field, size: buckets } };
  });
  if (window) aggs['over_time'] = histogramAggregation('@timestamp', window, histogramBuckets);

  const answer = await elasticsearch.call<SearchAnswer>(READ_ALERTS, 'POST', path, {
    query: LENIENT,
    body: {
      // One more than asked for shows whether there is a next page.
      size: size === 0 ? 0 : size + 1,
      track_total_hits: true,
      query: sort.field === 'kibana.alert.severity' ? rankedBySeverity(query) : query,
      sort: [sortClause(sort), { [ALERT_UUID]: { order: sort.order, unmapped_type: 'keyword' } }],
      ...(after === undefined ? {} : { search_after: readCursor(after, 2).values }),
      ...(Object.keys(aggs).length > 0 ? { aggs } : {}),
    },
  });
  const page = answer.hits.hits.slice(0, size);
  const last = answer.hits.hits.length > size ? page[page.length - 1]?.sort : undefined;
  const found: AlertPage['facets'] = {};
  Object.keys(facets).forEach((field, at) => {
    found[field] = (answer.aggregations?.[`facet_${at}`]?.buckets ?? []).map((bucket) => ({
      value: bucketText(bucket),
      count: bucket.doc_count,
    }));
  });
  return {
    alerts: page.map(toAlert),
    total: answer.hits.total?.value ?? 0,
    ...(last ? { next: writeCursor({ values: last, shown: 1 }) } : {}),
    facets: found,
    histogram: window ? histogramOf(window, histogramBuckets, answer.aggregations?.['over_time']?.buckets ?? []) : [],
  };
}

export async function countAlerts(elasticsearch: ElasticsearchApi, space: string, query: Dsl): Promise<number> {
  const { hits } = await elasticsearch.call<SearchAnswer>(
    READ_ALERTS,
    'POST',
    indexPath(alertIndex(space), '_search'),
    { query: LENIENT, body: { size: 0, track_total_hits: true, query } },
  );
  return hits.total?.value ?? 0;
}

export function toAlert({ _id, _index, _source = {} }: SearchHit): Alert {
  return { _id, _index, _source };
}

function sortClause({ field, order }: AlertSearch['sort']): Dsl {
  if (field === 'kibana.alert.severity') return { _score: { order } };
  const missing = KEYWORD.has(field) ? { missing: order === 'asc' ? '_first' : '_last' } : {};
  const type = field === '@timestamp' ? 'date' : field === 'kibana.alert.risk_score' ? 'float' : 'keyword';
  return { [field]: { order, unmapped_type: type, ...missing } };
}

/** Severity as a score: a sort by rank without a script, which an administrator may have switched off. */
function rankedBySeverity(query: Dsl): Dsl {
  const should = SEVERITIES.map((severity, rank) => ({
    constant_score: { filter: { term: { 'kibana.alert.severity': severity } }, boost: rank + 1 },
  }));
  return { bool: { filter: [query], should } };
}

/** Without a range the histogram reaches from the oldest to the newest match. */
async function windowFor(
  elasticsearch: ElasticsearchApi,
  path: string,
  query: Dsl,
  { range }: AlertSearch,
): Promise<Window | undefined> {
  if (range) return windowOf(range);
  const { aggregations } = await elasticsearch.call<SearchAnswer>(READ_ALERTS, 'POST', path, {
    query: LENIENT,
    body: {
      size: 0,
      track_total_hits: false,
      query,
      aggs: { oldest: { min: { field: '@timestamp' } }, newest: { max: { field: '@timestamp' } } },
    },
  });
  const from = aggregations?.['oldest']?.value;
  const to = aggregations?.['newest']?.value;
  return from == null || to == null ? undefined : { from, to };
}
