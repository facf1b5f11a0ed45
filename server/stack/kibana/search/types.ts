/** The parts of Elasticsearch's search API that the adapter uses. */

export type Dsl = Readonly<Record<string, unknown>>;

export interface SearchHit {
  _id: string;
  _index: string;
  _source?: Record<string, unknown>;
  fields?: Readonly<Record<string, unknown[]>>;
  sort?: unknown[];
}

export interface SearchAnswer {
  timed_out?: boolean;
  _shards?: { failed?: number; failures?: Array<{ reason?: { type?: string; reason?: string } }> };
  hits: { total?: { value: number; relation: 'eq' | 'gte' }; hits: SearchHit[] };
  /** Absent where no index exists. */
  aggregations?: Readonly<Record<string, { buckets?: Bucket[]; value?: number | null; doc_count?: number }>>;
}

export interface Bucket {
  key: string | number | boolean;
  key_as_string?: string;
  doc_count: number;
}

/** `index` as the path of an API. */
export function indexPath(index: readonly string[], api: string): string {
  return `/${encodeURIComponent(index.join(','))}/${api}`;
}

/** A pattern that fits nothing is an empty answer, not an error. */
export const LENIENT = { ignore_unavailable: true, allow_no_indices: true } as const;

export function inRange(field: string, range: { from: string; to: string }): Dsl {
  return { range: { [field]: { gte: range.from, lte: range.to, format: 'strict_date_optional_time' } } };
}

export function allOf(filter: readonly Dsl[], mustNot: readonly Dsl[] = []): Dsl {
  return { bool: { filter, ...(mustNot.length > 0 ? { must_not: mustNot } : {}) } };
}
