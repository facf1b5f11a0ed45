export type { OpenableQuery } from './discover';
export { useOpenQuery } from './open_query';
export { ServicesProvider, useServices, useToasts, type WorkbenchServices } from './services';
export { tierName, useTier, type TierCheck } from './tier';
