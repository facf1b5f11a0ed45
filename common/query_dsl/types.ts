/** The part of Elasticsearch's query DSL that Kibana builds for searches, filters and exceptions. */

export type Scalar = string | number | boolean | null;

export interface RangeBounds {
  gt?: Scalar;
  gte?: Scalar;
  lt?: Scalar;
  lte?: Scalar;
  time_zone?: string;
  format?: string;
}

export interface BoolQuery {
  must?: Query | Query[];
  filter?: Query | Query[];
  should?: Query | Query[];
  must_not?: Query | Query[];
  minimum_should_match?: number | string;
}

/** Each member is `{name: body}` with one name. */
export type Query =
  | { match_all: object }
  | { match_none: object }
  | { bool: BoolQuery }
  | { term: Record<string, Scalar | { value: Scalar; case_insensitive?: boolean }> }
  | { terms: Record<string, Scalar[]> }
  | { match: Record<string, Scalar | { query: Scalar; operator?: 'and' | 'or' | 'AND' | 'OR' }> }
  | { match_phrase: Record<string, Scalar | { query: Scalar }> }
  | { wildcard: Record<string, string | { value?: string; wildcard?: string; case_insensitive?: boolean }> }
  | { prefix: Record<string, string | { value: string; case_insensitive?: boolean }> }
  | { range: Record<string, RangeBounds> }
  | { exists: { field: string } }
  | { ids: { values: string[] } }
  | { query_string: { query: string; fields?: string[]; default_field?: string } }
  | { multi_match: { query: Scalar; type?: string; fields?: string[]; lenient?: boolean } }
  | { nested: { path: string; query: Query; score_mode?: string } };

/** Why Elasticsearch would refuse the whole search. */
export type RefusalCode =
  | 'bad_number'
  | 'bad_ip'
  | 'bad_date'
  | 'bad_boolean'
  | 'null_value'
  | 'wildcard_on_type'
  | 'no_nested_path'
  | 'not_searchable'
  | 'bad_query_string'
  | 'unsupported';

/** One refused clause fails the whole search, even beside a clause that can never match. */
export class QueryRefused extends Error {
  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly field?: string,
  ) {
    super(message);
    this.name = 'QueryRefused';
  }
}
