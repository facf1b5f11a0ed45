export { InvestigateTab as default } from './investigate_tab';
