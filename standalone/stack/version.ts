/** The Kibana version whose behaviour the embedded stack follows, where versions differ. */
export const STACK_VERSION = '8.12.2';

/** The one space of the embedded stack. */
export const SPACE = 'default';
