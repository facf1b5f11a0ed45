export { LIST_VALUES_TO_READ } from './value_lists';
export * from './types';
export * from './health/types';
export { compileItem, compileItems, explainItem, isExpired } from './compile';
export { describeEntries, describeEntry } from './describe';
export { fieldSchema } from './fields';
export { valuesOf, type Leaf } from './values';
export { placeholdersIn, fillTemplate, type PlaceholderValues, type TemplateCondition } from './placeholders';
export {
  canonical,
  entriesOf,
  entryIdOfItem,
  isDisabled,
  itemIdOf,
  itemsOf,
  listIdOf,
  DISABLED_EXPIRY,
  WORKBENCH_TAG,
  type EntriesFromItems,
} from './convert';
export { itemsToQueryDsl, toQueryDsl, type QueryDsl } from './query_dsl';
export {
  lifecycleOf,
  EXPIRING_DAYS,
  NEVER_MATCHED_DAYS,
  STALE_DAYS,
  type Lifecycle,
  type LifecycleFacts,
  type LifecycleState,
} from './lifecycle';
export { breadthOf, type Breadth, type BreadthGrade, type Dimension } from './breadth';
export { covers, shadows } from './overlap';
export { candidates, commonCause, type Candidate, type CandidateId, type CommonCause } from './candidates';
export { itemHealth } from './health/item';
export { spaceHealth, type LinkedRule, type SpaceHealthInput } from './health/space';
export { LinkedItems, type ListLink } from './linked_items';
export { isSequence, stagesOf, type Stage } from './health/stages';
