import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './api_error';

const nothing = () => undefined;

/** One client per mount. Failures are shown on the page with their reason, so the library does not print them as well. A refusal (4xx) is an answer and not asked again; a hiccup is retried once. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    logger: { log: nothing, warn: nothing, error: nothing },
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
