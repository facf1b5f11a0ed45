export * from './types';
export * from './health_types';
