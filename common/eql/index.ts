/**
 * EQL, as Elasticsearch 8.12 and later speaks it, without Elasticsearch.
 *
 *   parse    text -> tree                       print   tree -> text
 *   check    tree (+ schema) -> problems        compile tree or text -> matcher
 *   run      matcher over an array              runStream  matcher over an ordered stream, bounded memory
 *   search   the body of `POST _eql/search`     explain why an event matches or not
 *
 * Pure TypeScript: no I/O, no Node, no DOM; runs in browser, server and tests. docs/eql.md says how the claim is checked.
 */
export * from './ast';
export * from './types';
export { EqlError } from './errors';
export { parse } from './parse';
export { parseOnce } from './parse_once';
export { print } from './print';
export { check, type CheckOptions } from './check';
export type { FieldProfile } from './check/lint';
export { compile } from './compile';
export { run } from './run';
export { runStream } from './stream';
export { search, type SearchBody, type SearchEvent, type SearchRequest, type SearchSequence } from './search';
export { explain } from './explain';
export {
  eventQueryDsl,
  toQueryDsl,
  type DslQuery,
  type NotPushed,
  type QueryDslOptions,
  type QueryDslTranslation,
} from './query_dsl';
export { toKql, type KqlLoss, type KqlTranslation } from './query_dsl/to_kql';
