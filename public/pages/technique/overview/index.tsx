export { OverviewTab as default } from './overview_tab';
