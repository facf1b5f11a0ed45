export { EventsPage as default } from './events_page';
