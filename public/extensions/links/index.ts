export * from './kibana_links';
export { rison, type RisonValue } from './rison';
