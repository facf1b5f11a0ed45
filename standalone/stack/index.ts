export { DATA_FILE, EmbeddedStack, type EmbeddedStackOptions } from './embedded_stack';
export { DEFAULT_LIMITS, enforceLimits, type RetentionLimits, type StoredCounts } from './retention';
export type { SchedulerLog } from './scheduler';
