export { KqlBar, type KqlBarProps } from './kql_bar';
export { ALERT_VIEW, EVENT_VIEW } from './views';
