import type { Resource } from '../../../api';

/** Everything that a changed tuning shows in. */
export const TUNING_RESOURCES: readonly Resource[] = [
  'tuning',
  'techniques',
  'guard',
  'content',
  'expectations',
  'readiness',
  'activity',
];
