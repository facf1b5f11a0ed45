/** Frequent values of a field, for suggestions: bounded in time, in documents and in what is answered. */
import type { ElasticsearchApi } from '../apis';
import { fieldCaps } from '../search/field_caps';
import { indexPath, LENIENT, type Bucket, type Dsl, type SearchAnswer } from '../search/types';
import { READ_EVENTS } from './event_search';

const DAYS = 7;
const DAY_MS = 86_400_000;
const TIMEOUT = '2s';
/** Documents that each shard looks at. */
const DOCUMENTS_PER_SHARD = 100_000;
/** Values looked through where Elasticsearch cannot narrow by what was typed. */
const UNFILTERED_VALUES = 1_000;

/** Types that a prefix can be asked of. */
const WITH_PREFIX = new Set(['keyword', 'wildcard', 'constant_keyword']);
/** Types whose values cannot be counted. */
const NOT_COUNTED = new Set(['text', 'match_only_text', 'nested', 'ip_range', 'date_range']);

export async function suggestValues(
  elasticsearch: ElasticsearchApi,
  index: readonly string[],
  field: string,
  prefix: string,
  size: number,
  now: number,
): Promise<string[]> {
  const { fields } = await fieldCaps(elasticsearch, index, [field]);
  const types = (fields[field] ?? []).map(({ type }) => type);
  if (types.length === 0 || types.some((type) => NOT_COUNTED.has(type))) return [];
  const narrowed = prefix !== '' && types.every((type) => WITH_PREFIX.has(type));
  const recent: Dsl = { range: { '@timestamp': { gte: new Date(now - DAYS * DAY_MS).toISOString() } } };
  const typed: Dsl = { prefix: { [field]: { value: prefix, case_insensitive: true } } };
  const { aggregations } = await elasticsearch.call<SearchAnswer>(READ_EVENTS, 'POST', indexPath(index, '_search'), {
    query: LENIENT,
    body: {
      size: 0,
      timeout: TIMEOUT,
      terminate_after: DOCUMENTS_PER_SHARD,
      query: { bool: { filter: narrowed ? [recent, typed] : [recent] } },
      aggs: { values: { terms: { field, size: prefix === '' ? size : UNFILTERED_VALUES } } },
    },
  });
  const wanted = prefix.toLowerCase();
  return (aggregations?.['values']?.buckets ?? [])
    .map(bucketText)
    .filter((value) => value.toLowerCase().startsWith(wanted))
    .slice(0, size);
}

export function bucketText({ key, key_as_string }: Bucket): string {
  return key_as_string ?? String(key);
}
