/**
 * The Kibana Query Language: text -> tree (`parse`), tree -> Elasticsearch's DSL (`toQueryDsl`), text -> test of
 * documents (`compile`), what Kibana accepts in silence (`lint`), what may come next (`suggest`).
 */
export * from './ast';
export * from './errors';
export { parse, type ParseOptions } from './parse';
export { toQueryDsl, type DslOptions } from './to_query_dsl';
export { compile, type MatchOptions } from './match';
export type { KqlField, KqlView } from './fields';
export { lint, type KqlFinding, type KqlLintCode, type KqlLintContext } from './lint';
export { suggest, type KqlOperator, type KqlSuggestion } from './suggest';
