export { ServicesProvider, useServices, useToasts, type WorkbenchServices } from './services';
export { tierName, useTier, type TierCheck } from './tier';
