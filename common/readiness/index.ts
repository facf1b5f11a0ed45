/** Can a rule see anything here, and if not why. */
export * from './types';
export { assessReadiness } from './assess';
export { mixedNotation } from './notation';
