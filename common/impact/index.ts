/** What a change would have meant over history. */
export * from './types';
export { compareImpact, type ComparedRule, type CompareInput } from './compare';
