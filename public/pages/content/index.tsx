export { ContentPage as default } from './content_page';
