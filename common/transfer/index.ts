/** Tunings and allowlist on their way from one space to another. */
export {
  MAX_MOVED_ENTRIES,
  movedEntry,
  movedTuning,
  spaceDocument,
  TRANSFER_FORMAT,
  TRANSFER_VERSION,
  type MovedEntry,
  type MovedTuning,
  type SpaceDocument,
} from './format';
export { entryOfMoved, overrideOfMoved, reasonOfMoved } from './moved';
export {
  planTransfer,
  type CurrentRule,
  type CurrentSpace,
  type PlannedEntry,
  type PlannedTransfer,
  type PlannedTuning,
} from './plan';
