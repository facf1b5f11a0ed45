export { ExceptionsPage as default } from './exceptions_page';
