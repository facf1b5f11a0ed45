/** What an analyst opens from an alert: searches with its values in place, and the links of the guide. */
export { fillSearch, type FilledSearch } from './fill_search';
export { resolveReferences, type ReferenceKind } from './references';
