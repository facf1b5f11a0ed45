export { TechniquesPage as default } from './techniques_page';
