export { TestsTab as default } from './tests_tab';
