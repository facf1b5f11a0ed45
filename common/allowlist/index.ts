export * from './types';
export * from './health_types';
export { compileItem, compileItems, explainItem, isExpired } from './compile';
export { describeEntries, describeEntry } from './describe';
export { fieldSchema } from './fields';
export { valuesOf, type Leaf } from './values';
