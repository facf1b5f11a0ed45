import { compile } from './compile';
import { run } from './run';
import { compileFilter, type HitTest } from './search_filter';
import type { EqlHit, EqlSchema, EqlSequence, EventSource, KeyValue, MissingEvent } from './types';

/** The body of `POST <index>/_eql/search`. */
export interface SearchRequest {
  readonly query: string;
  readonly size?: number;
  readonly fetch_size?: number;
  readonly result_position?: 'head' | 'tail';
  readonly timestamp_field?: string;
  readonly event_category_field?: string;
  readonly tiebreaker_field?: string;
  readonly max_samples_per_key?: number;
  /** Query DSL that limits the events before the query runs. */
  readonly filter?: unknown;
}

export interface SearchEvent {
  readonly _index: string;
  readonly _id: string;
  readonly _source?: EventSource;
  readonly missing?: true;
}

export interface SearchSequence {
  /** Absent when the query has no keys. */
  readonly join_keys?: readonly KeyValue[];
  readonly events: readonly SearchEvent[];
}

export interface SearchBody {
  readonly is_partial: boolean;
  readonly is_running: boolean;
  readonly took: number;
  readonly timed_out: boolean;
  readonly hits: {
    readonly total: { readonly value: number; readonly relation: 'eq' };
    readonly events?: readonly SearchEvent[];
    readonly sequences?: readonly SearchSequence[];
  };
}

/**
 * What Elasticsearch answers to the request over these hits, which may come in any order. With a `schema` the query is verified
 * against it; `fieldTypes` only says how to read fields. Throws `EqlError`.
 */
export function search(
  request: SearchRequest,
  hits: Iterable<EqlHit>,
  schema?: EqlSchema,
  fieldTypes?: EqlSchema,
): SearchBody {
  const matcher = compile(request.query, {
    schema,
    fieldTypes,
    timestampField: request.timestamp_field,
    eventCategoryField: request.event_category_field,
    tiebreakerField: request.tiebreaker_field,
  });
  const filter =
    request.filter === undefined || request.filter === null
      ? undefined
      : compileFilter(request.filter, schema ?? fieldTypes, matcher.options.timestampField);
  const result = run(matcher, filter ? filtered(hits, filter) : hits, {
    size: request.size,
    fetchSize: request.fetch_size,
    resultPosition: request.result_position,
    maxSamplesPerKey: request.max_samples_per_key,
  });
  const value = result.kind === 'event' ? result.events.length : result.sequences.length;
  const total = { value, relation: 'eq' } as const;
  const answered =
    result.kind === 'event'
      ? { total, events: result.events.map(searchEvent) }
      : { total, sequences: result.sequences.map(searchSequence) };
  return { is_partial: false, is_running: false, took: 0, timed_out: false, hits: answered };
}

function* filtered(hits: Iterable<EqlHit>, filter: HitTest): Iterable<EqlHit> {
  for (const hit of hits) if (filter(hit)) yield hit;
}

function searchSequence({ joinKeys, events }: EqlSequence): SearchSequence {
  const answered = events.map(searchEvent);
  return joinKeys.length === 0 ? { events: answered } : { join_keys: joinKeys, events: answered };
}

function searchEvent(event: EqlHit | MissingEvent): SearchEvent {
  if ('missing' in event) return { _index: '', _id: '', missing: true };
  return { _index: event._index ?? '', _id: event._id, _source: event._source };
}
