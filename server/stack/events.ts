import type { ExceptionItem } from '../../common/allowlist';
import type { TimeRange } from './time_range';

/** A raw event. */
export interface EventHit {
  _id: string;
  _index: string;
  _source: Record<string, unknown>;
}

/** A query of a rule over history: what the rule would match, without `max_signals`. */
export interface RuleQuery {
  /** Index patterns, as the rule has them. */
  index: readonly string[];
  language: 'eql' | 'kuery';
  query: string;
  /** Kibana filters of the rule. */
  filters?: readonly unknown[];
  /** Exception items that remove events before matching. */
  exceptions: readonly ExceptionItem[];
  range: TimeRange;
  /** Most matches to answer; more are counted as truncated. 1 to 10,000. */
  size: number;
  /** Milliseconds after which a partial answer is given. */
  timeoutMs: number;
}

export interface RuleMatch {
  /** Ids of the matching event, or of the events of a sequence in order. */
  eventIds: string[];
  events: EventHit[];
  /** ISO 8601 UTC of the (last) event. */
  at: string;
}

export interface RuleQueryResult {
  matches: RuleMatch[];
  /** The answer stops before the window's end: time, size or shard failures. `coveredTo` says how far it is complete. */
  partial: boolean;
  coveredTo: string;
  /** Why it is partial, in words. */
  reason?: string;
  scannedEvents?: number;
}

export interface FieldCapability {
  /** Elasticsearch field type. */
  type: string;
  /** Index names in which this type holds; absent = in all. */
  indices?: string[];
  /** `keyword` fields longer than this are not indexed; known only where the mapping was read. */
  ignoreAbove?: number;
}

export interface IndexState {
  /** Concrete indices (or data streams) that the pattern resolves to, at most 100. */
  indices: string[];
  /** Latest `@timestamp`, absent when there is no document. */
  lastEventAt?: string;
  /** Documents in the last 24 hours, a lower bound when it ends in the cap. */
  recentCount: number;
}

export interface EventSearch {
  index: readonly string[];
  range: TimeRange;
  kql?: string;
  /** Exact values of one field each. */
  terms?: Readonly<Record<string, readonly string[]>>;
  ids?: readonly string[];
  /** 0 to 500. */
  size: number;
  after?: string;
  order?: 'asc' | 'desc';
  histogramBuckets?: number;
  /** `false` when only the page matters: counting billions of events takes longer than finding a few. Default true. */
  counted?: boolean;
}

export interface EventPage {
  events: EventHit[];
  /** All that match; where they were not to be counted, at least what the page has. */
  total: number;
  next?: string;
  histogram: Array<{ at: string; count: number }>;
}

export interface EventStore {
  search(search: EventSearch): Promise<EventPage>;
  get(id: string, index?: string): Promise<EventHit | undefined>;
  /**
   * What a rule's query matches in a window. Complete, or labelled partial: never silently cut.
   * @param options.onProgress called with 0..1 at most a few times a second
   * @throws StackError `rejected` for a query that the stack refuses (its words), `cancelled` after `signal`
   */
  match(
    query: RuleQuery,
    options?: { signal?: AbortSignal; onProgress?: (fraction: number) => void },
  ): Promise<RuleQueryResult>;
  /** Asks the stack whether it accepts a query, without running it: `no_index` is not `invalid`. */
  validate(
    query: Pick<RuleQuery, 'index' | 'language' | 'query'>,
  ): Promise<{ status: 'ok' | 'no_index' } | { status: 'invalid'; message: string }>;
  fieldCaps(index: readonly string[], fields: readonly string[]): Promise<Record<string, FieldCapability[]>>;
  indexState(pattern: string): Promise<IndexState>;
  /** Most frequent values of a field in the last days, for suggestions. At most `size`. */
  suggestValues(index: readonly string[], field: string, prefix: string, size: number): Promise<string[]>;
}
