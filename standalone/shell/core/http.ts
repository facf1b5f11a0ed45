/** `core.http`: fetch with the headers, errors and loading count of Kibana. */
import { BehaviorSubject } from 'rxjs';
import type {
  HttpFetchOptions,
  HttpFetchOptionsWithPath,
  HttpFetchQuery,
  HttpHandler,
  HttpResponse,
  HttpSetup,
  IHttpFetchError,
} from '@kbn/core/public';

export class HttpFetchError extends Error implements IHttpFetchError<never> {
  constructor(
    message: string,
    override readonly name: string,
    readonly request: Request,
    readonly response?: Response,
    readonly body?: never,
  ) {
    super(message);
  }
}

/**
 * @param basePath prefix of every path, without a slash at the end
 * @param version of the build, by which the server recognises an outdated page
 */
export function createHttp(basePath: string, version: string): HttpSetup {
  const loading$ = new BehaviorSubject(0);
  const count = (change: number) => loading$.next(loading$.value + change);

  const run = async (options: HttpFetchOptionsWithPath): Promise<unknown> => {
    const request = toRequest(options, basePath, version);
    if (!options.asSystemRequest) count(1);
    try {
      const response = await send(request);
      const body = options.rawResponse && response.ok ? undefined : await readBody(response, request);
      if (!response.ok) throw failed(request, response, body);
      const answer: HttpResponse = { request, response, body };
      return options.asResponse ? answer : body;
    } finally {
      if (!options.asSystemRequest) count(-1);
    }
  };
  const handler = (method?: string) =>
    ((pathOrOptions: string | HttpFetchOptionsWithPath, options: HttpFetchOptions = {}) => {
      const given = typeof pathOrOptions === 'string' ? { ...options, path: pathOrOptions } : pathOrOptions;
      return run(method ? { ...given, method } : given);
    }) as HttpHandler;

  return {
    basePath: {
      get: () => basePath,
      serverBasePath: basePath,
      prepend: (path) => `${basePath}${path}`,
      remove: (path) =>
        path === basePath || path.startsWith(`${basePath}/`) ? path.slice(basePath.length) || '/' : path,
    },
    fetch: handler(),
    get: handler('GET'),
    head: handler('HEAD'),
    post: handler('POST'),
    put: handler('PUT'),
    patch: handler('PATCH'),
    delete: handler('DELETE'),
    getLoadingCount$: () => loading$.asObservable(),
  };
}

function toRequest(options: HttpFetchOptionsWithPath, basePath: string, version: string): Request {
  const { path, query, method = 'GET', body, signal, headers } = options;
  const url = `${basePath}${path}${queryString(query)}`;
  // A `Headers` object, because a caller may spell a name another way and must replace it, not add to it.
  const sent = new Headers({ 'content-type': 'application/json' });
  for (const [name, value] of Object.entries(headers ?? {})) if (value !== undefined) sent.set(name, String(value));
  sent.set('kbn-version', version);
  sent.set('x-elastic-internal-origin', 'Kibana');
  if (options.version) sent.set('elastic-api-version', options.version);
  return new Request(new URL(url, window.location.origin), {
    method,
    body,
    signal: signal ?? null,
    credentials: 'same-origin',
    headers: sent,
  });
}

function queryString(query: HttpFetchQuery = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const single of [value].flat()) if (single !== undefined) search.append(name, String(single));
  }
  const text = search.toString();
  return text ? `?${text}` : '';
}

async function send(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    throw asFetchError(error, request);
  }
}

async function readBody(response: Response, request: Request): Promise<unknown> {
  const type = response.headers.get('content-type') ?? '';
  try {
    if (response.status === 204) return undefined;
    if (type.startsWith('application/json')) return await response.json();
    return type.startsWith('text/') || type.includes('ndjson') ? await response.text() : await response.blob();
  } catch (error) {
    throw asFetchError(error, request, response);
  }
}

/** Keeps the name: callers recognise `AbortError`. */
function asFetchError(error: unknown, request: Request, response?: Response): HttpFetchError {
  const { name, message } = error instanceof Error || error instanceof DOMException ? error : new Error(String(error));
  return new HttpFetchError(message, name, request, response);
}

function failed(request: Request, response: Response, body: unknown): HttpFetchError {
  const message = messageOf(body) ?? (response.statusText || `The server answered ${response.status}`);
  return new HttpFetchError(message, 'Error', request, response, body as never);
}

function messageOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('message' in body)) return undefined;
  return typeof body.message === 'string' ? body.message : undefined;
}
