export { diffQueries, type DiffToken } from './diff';
export { QueryCode } from './query_code';
export { QueryDiff, type QueryDiffProps } from './query_diff';
