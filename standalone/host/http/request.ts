/** A hapi request in the shape of a KibanaRequest. */
import type { Request } from '@hapi/hapi';
import { randomUUID } from 'node:crypto';
import { ReplaySubject } from 'rxjs';
import type { Headers, KibanaRequest, RouteMethod, RouteOptions } from '@kbn/core/server';
import type { RequestParts } from './validation';

export interface TrackedRequest {
  request: KibanaRequest;
  /** Call when the handler has answered: from then on a vanished client only completes the request. */
  answered(): void;
}

export function toKibanaRequest(hapi: Request, parts: RequestParts, options: RouteOptions): TrackedRequest {
  const aborted$ = new ReplaySubject<void>(1);
  const completed$ = new ReplaySubject<void>(1);
  let isAnswered = false;
  hapi.raw.res.once('close', () => {
    if (!isAnswered && !hapi.raw.res.writableFinished) aborted$.next();
    aborted$.complete();
    completed$.next();
    completed$.complete();
  });
  const request: KibanaRequest = {
    id: hapi.info.id,
    uuid: randomUUID(),
    ...parts,
    headers: Object.freeze({ ...(hapi.headers as Headers) }),
    url: hapi.url,
    route: { path: hapi.route.path, method: hapi.method as RouteMethod, options },
    auth: { isAuthenticated: true },
    events: { aborted$: aborted$.asObservable(), completed$: completed$.asObservable() },
  };
  return { request, answered: () => (isAnswered = true) };
}
