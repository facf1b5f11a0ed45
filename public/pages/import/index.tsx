export { ImportPage as default } from './import_page';
