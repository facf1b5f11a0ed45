/** react-query around the typed client: one key scheme, one error type, so that pages only say what they need. */
import { useCallback, useEffect, useRef, useState } from 'react';
import {
  useMutation,
  useQuery,
  useQueryClient,
  type QueryKey,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { RouteContract } from '../../common/api/contract';
import { useServices } from '../kibana/services';
import { isAbort, type ApiError } from './api_error';
import { call, stream, type RequestOf } from './client';

/** `techniques.list` -> `techniques`. */
const resourceOf = (contractId: string): string => contractId.split('.')[0] ?? contractId;

export const keyOf = (contract: Pick<RouteContract, 'id'>, request: unknown): QueryKey => [
  resourceOf(contract.id),
  contract.id,
  request,
];

export interface ApiQueryOptions<R = unknown> {
  enabled?: boolean;
  /** Show the last answer while a changed request is under way. */
  keepPrevious?: boolean;
  /** Milliseconds for which an answer counts as fresh. */
  staleTime?: number;
  /** Milliseconds, which may depend on the last answer; `false` asks no more. */
  refetchInterval?: number | ((answer: R | undefined) => number | false);
}

/** Asks a reading route; the answer is cached under the contract and the request. */
export function useApiQuery<P, Q, B, R>(
  contract: RouteContract<P, Q, B, R>,
  request: RequestOf<P, Q, B>,
  { enabled = true, keepPrevious = false, staleTime, refetchInterval }: ApiQueryOptions<R> = {},
): UseQueryResult<R, ApiError> {
  const { http } = useServices().core;
  return useQuery<R, ApiError>({
    queryKey: keyOf(contract, request),
    queryFn: ({ signal }) => call(http, contract, request, { ...(signal ? { signal } : {}) }),
    enabled,
    keepPreviousData: keepPrevious,
    ...(staleTime === undefined ? {} : { staleTime }),
    ...(refetchInterval === undefined ? {} : { refetchInterval }),
  });
}

/** A change of content shows in nearly every figure; these are the resources that must be asked again. */
export type Resource =
  | 'techniques'
  | 'packs'
  | 'content'
  | 'guard'
  | 'tuning'
  | 'allowlist'
  | 'expectations'
  | 'readiness'
  | 'alerts'
  | 'activity'
  | 'searches'
  | 'views'
  | 'events'
  | 'health'
  | 'exceptionGuard'
  | 'otherRules'
  | 'environment';

/** Marks everything of the named resources as out of date; what is on screen is asked again. */
export function useInvalidate(): (resources: readonly Resource[]) => Promise<void> {
  const client = useQueryClient();
  return useCallback(
    async (resources) => {
      await Promise.all(resources.map((resource) => client.invalidateQueries({ queryKey: [resource] })));
    },
    [client],
  );
}

export interface ApiMutationOptions<R, Request> {
  /** Asked again after success. */
  invalidates?: readonly Resource[];
  onSuccess?: (answer: R, request: Request) => void;
  onError?: (error: ApiError, request: Request) => void;
}

/** Calls a writing route. */
export function useApiMutation<P, Q, B, R>(
  contract: RouteContract<P, Q, B, R>,
  { invalidates = [], onSuccess, onError }: ApiMutationOptions<R, RequestOf<P, Q, B>> = {},
): UseMutationResult<R, ApiError, RequestOf<P, Q, B>> {
  const { http } = useServices().core;
  const invalidate = useInvalidate();
  return useMutation<R, ApiError, RequestOf<P, Q, B>>({
    mutationFn: (request) => call(http, contract, request),
    onSuccess: (answer, request) => {
      void invalidate(invalidates);
      onSuccess?.(answer, request);
    },
    ...(onError ? { onError } : {}),
  });
}

export interface ApiStream<Request, Event> {
  events: Event[];
  running: boolean;
  error?: ApiError;
  /** Starts over; a running stream is cancelled first. Resolves when the stream has ended. */
  start(request: Request): Promise<void>;
  /** Closes the connection, which cancels the work on the server. */
  cancel(): void;
  /** Cancels and forgets what came. */
  reset(): void;
}

/** A route that streams its progress; leaving the page cancels it. */
export function useApiStream<P, Q, B, R>(
  contract: RouteContract<P, Q, B, R>,
  { invalidates = [], onEnd }: { invalidates?: readonly Resource[]; onEnd?: () => void } = {},
): ApiStream<RequestOf<P, Q, B>, R> {
  const { http } = useServices().core;
  const invalidate = useInvalidate();
  const [events, setEvents] = useState<R[]>([]);
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<ApiError>();
  const controller = useRef<AbortController>();
  const cancel = useCallback(() => controller.current?.abort(), []);
  useEffect(() => cancel, [cancel]);

  const start = async (request: RequestOf<P, Q, B>) => {
    cancel();
    const own = new AbortController();
    controller.current = own;
    const isCurrent = () => controller.current === own;
    setEvents([]);
    setError(undefined);
    setRunning(true);
    try {
      await stream(http, contract, request, (event) => isCurrent() && setEvents((before) => [...before, event]), {
        signal: own.signal,
      });
    } catch (failure) {
      if (isCurrent() && !isAbort(failure)) setError(failure as ApiError);
    }
    if (!isCurrent()) return;
    setRunning(false);
    void invalidate(invalidates);
    if (!own.signal.aborted) onEnd?.();
  };

  const reset = useCallback(() => {
    cancel();
    controller.current = undefined;
    setEvents([]);
    setError(undefined);
    setRunning(false);
  }, [cancel]);

  return { events, running, ...(error ? { error } : {}), start, cancel, reset };
}
