export { ImpactPanel } from './impact_panel';
