export { TechniquePage as default } from './technique_page';
