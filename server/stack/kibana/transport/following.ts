/** Searches end when the client of the request goes away: nobody is waiting for their answers any more. */
import type { KibanaRequest } from '@kbn/core/server';
import type { ElasticsearchTransport } from './types';

/** @returns the transport, whose calls are cancelled with the request unless they have a signal of their own */
export function following(
  request: Pick<KibanaRequest, 'events'>,
  transport: ElasticsearchTransport,
): ElasticsearchTransport {
  const gone = new AbortController();
  request.events.aborted$.subscribe(() => gone.abort());
  return {
    request: (method, path, call = {}) => transport.request(method, path, { signal: gone.signal, ...call }),
  };
}
