export { ExplainPage as default } from './explain_page';
