/** Calls the routes of `common/api` through Kibana's http service: paths, bodies and answers are typed by the contract. */
import type { HttpFetchOptionsWithPath, HttpFetchQuery, HttpSetup } from '@kbn/core/public';
import { API_BASE, API_VERSION, type RouteContract } from '../../common/api/contract';
import { toApiError } from './api_error';
import { readNdjson } from './ndjson';

type Part<Name extends string, Value> = unknown extends Value
  ? { [key in Name]?: undefined }
  : { [key in Name]: Value };

/** What a contract asks for: only the parts it declares. */
export type RequestOf<P, Q, B> = Part<'params', P> & Part<'query', Q> & Part<'body', B>;

export interface CallOptions {
  signal?: AbortSignal;
  /** Background refresh: no loading indicator, does not prolong the session. */
  background?: boolean;
}

interface LooseRequest {
  params?: unknown;
  query?: unknown;
  body?: unknown;
}

/** Path of a contract with its placeholders filled; each value is one encoded segment. */
export function pathOf(contract: Pick<RouteContract, 'path'>, params: unknown): string {
  const values = (params ?? {}) as Record<string, unknown>;
  const path = contract.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));
  return `${API_BASE}${path}`;
}

function optionsOf(
  contract: Pick<RouteContract, 'method' | 'path'>,
  request: LooseRequest,
  { signal, background }: CallOptions,
): HttpFetchOptionsWithPath {
  return {
    path: pathOf(contract, request.params),
    method: contract.method.toUpperCase(),
    version: API_VERSION,
    ...(request.query === undefined ? {} : { query: request.query as HttpFetchQuery }),
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    ...(signal ? { signal } : {}),
    ...(background ? { asSystemRequest: true } : {}),
  };
}

/** One request, one answer. Rejects with ApiError, or with the AbortError of the signal. */
export async function call<P, Q, B, R>(
  http: HttpSetup,
  contract: RouteContract<P, Q, B, R>,
  request: RequestOf<P, Q, B>,
  options: CallOptions = {},
): Promise<R> {
  try {
    return await http.fetch<R>(optionsOf(contract, request as LooseRequest, options));
  } catch (error) {
    throw await toApiError(error);
  }
}

/** A streamed answer: `onEvent` gets each object as it arrives; resolves when the stream ends. */
export async function stream<P, Q, B, R>(
  http: HttpSetup,
  contract: RouteContract<P, Q, B, R>,
  request: RequestOf<P, Q, B>,
  onEvent: (event: R) => void,
  options: CallOptions = {},
): Promise<void> {
  try {
    const { response } = await http.fetch({
      ...optionsOf(contract, request as LooseRequest, options),
      asResponse: true,
      rawResponse: true,
    });
    if (response?.body) await readNdjson<R>(response.body, onEvent);
  } catch (error) {
    throw await toApiError(error);
  }
}

/** Sends a file as it is to an upload route and reads the streamed answer. */
export async function upload<P, Q, R>(
  http: HttpSetup,
  contract: RouteContract<P, Q, unknown, R>,
  request: RequestOf<P, Q, unknown>,
  file: Blob,
  onEvent: (event: R) => void,
  options: CallOptions = {},
): Promise<void> {
  try {
    const { response } = await http.fetch({
      ...optionsOf(contract, request as LooseRequest, options),
      body: file,
      headers: { 'Content-Type': 'application/octet-stream' },
      asResponse: true,
      rawResponse: true,
    });
    if (response?.body) await readNdjson<R>(response.body, onEvent);
  } catch (error) {
    throw await toApiError(error);
  }
}
