export { AlertsTab as default } from './alerts_tab';
