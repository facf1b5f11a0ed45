export type { OpenableQuery } from './discover';
export { HeaderMenu } from './header_menu';
export { useKibanaLink } from './kibana_link';
export { useOpenQuery } from './open_query';
export { ServicesProvider, useServices, useToasts, type WorkbenchServices } from './services';
export { tierName, useTier, type TierCheck } from './tier';
