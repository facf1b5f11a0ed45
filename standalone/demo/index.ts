export { DemoData, type ClearedDemo } from './demo_data';
export { DEMO_DAYS } from './plan';
