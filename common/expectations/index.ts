/** The guard: does every expected attack still raise an alert? */
export * from './types';
export { judge } from './judge';
export { brokenRules, isBlinding, isWorse } from './verdicts';
export { readsIndex } from './index_patterns';
