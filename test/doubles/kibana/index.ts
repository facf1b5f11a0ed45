export { KibanaDouble, type KibanaDoubleOptions } from './double';
export { ConnectionDropped, type Fault, type FaultEffect } from './faults';
export { serve, type RunningDouble } from './http_server';
export type { DoubleAnswer, DoubleRequest } from './types';
export type { Privilege, User } from './users';
