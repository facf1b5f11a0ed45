export { fillSearch, type FilledSearch } from './fill_search';
