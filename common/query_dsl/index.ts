/** Elasticsearch's query DSL, answered in memory under a mapping. Used by KQL, rule filters and searches outside Elasticsearch. */
export * from './types';
export { compileQuery, type CompileOptions, type DocumentHit } from './compile';
export type { IndexMapping } from './fields';
export { analyze } from './analyze';
