import type { EqlEventQuery, Range } from '../ast';

/** The clauses that this translation makes. */
export type DslQuery =
  | { match_all: object }
  | { match_none: object }
  | { bool: { filter?: DslQuery[]; should?: DslQuery[]; must_not?: DslQuery[]; minimum_should_match?: number } }
  | { term: Record<string, { value: string | number | boolean; case_insensitive?: boolean }> }
  | { terms: Record<string, Array<string | number | boolean>> }
  | { exists: { field: string } }
  | { range: Record<string, Record<string, string | number>> }
  | { prefix: Record<string, { value: string; case_insensitive?: boolean }> }
  | { wildcard: Record<string, { value: string; case_insensitive?: boolean }> }
  | { regexp: Record<string, { value: string; flags: string; case_insensitive?: boolean }> };

/** A condition that the other language cannot say. */
export interface NotPushed {
  text: string;
  range: Range;
}

export interface QueryDslTranslation {
  /** Finds every document that the query matches, and perhaps more. */
  query: DslQuery;
  /** Must be run on what the query finds; null when the query alone is exact. */
  residual: EqlEventQuery | null;
  /** The conditions that were left out of the query. */
  notPushed: NotPushed[];
}
