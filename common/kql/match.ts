import { compileQuery, type DocumentHit, type IndexMapping } from '../query_dsl';
import type { KqlView } from './fields';
import { parse, type ParseOptions } from './parse';
import { toQueryDsl, type DslOptions } from './to_query_dsl';

export interface MatchOptions extends ParseOptions, DslOptions {
  /** Fields of the data view: decides which clause is built. */
  view: KqlView;
  /** The mapping behind it: decides what the clause finds. */
  mapping: IndexMapping;
  /** Milliseconds since the epoch, for date mathematics. */
  now: number;
}

/**
 * A test of documents that finds what Kibana's search bar would find.
 * @throws KqlSyntaxError, KqlFieldError, QueryRefused
 */
export const compile = (query: string, options: MatchOptions): ((hit: DocumentHit) => boolean) =>
  compileQuery(toQueryDsl(parse(query, options), options.view, options), {
    mapping: options.mapping,
    now: options.now,
  });
