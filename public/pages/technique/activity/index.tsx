export { ActivityTab as default } from './activity_tab';
