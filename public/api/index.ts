export { ApiError, isAbort } from './api_error';
export { call, stream, upload } from './client';
export * from './hooks';
export { createQueryClient } from './query_client';
