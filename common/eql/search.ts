import type { EqlHit, EqlSchema, EventSource, KeyValue } from './types';

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

export interface SearchBody {
  readonly is_partial: boolean;
  readonly is_running: boolean;
  readonly took: number;
  readonly timed_out: boolean;
  readonly hits: {
    readonly total: { readonly value: number; readonly relation: 'eq' };
    readonly events?: readonly SearchEvent[];
    readonly sequences?: readonly {
      readonly join_keys?: readonly KeyValue[];
      readonly events: readonly SearchEvent[];
    }[];
  };
}

/** What Elasticsearch answers to the request over these hits. Throws `EqlError`. */
export function search(_request: SearchRequest, _hits: Iterable<EqlHit>, _schema?: EqlSchema): SearchBody {
  throw new Error('not built yet');
}
