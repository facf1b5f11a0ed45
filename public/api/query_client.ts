import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './api_error';

/** One client per mount. A refusal (4xx) is an answer and not asked again; a hiccup is retried once. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        refetchOnWindowFocus: false,
        staleTime: 30_000,
        retry: (failures, error) => failures < 1 && !(error instanceof ApiError && error.status >= 400),
      },
      mutations: { networkMode: 'always' },
    },
  });
