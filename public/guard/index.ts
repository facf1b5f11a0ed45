export type { DraftInProgress } from './judge_change';
export { missingInDraft, useEntryGuard, useGuardMaterial, useTuningGuard } from './use_guard';
