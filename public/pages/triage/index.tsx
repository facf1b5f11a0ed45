export { TriagePage as default } from './triage_page';
