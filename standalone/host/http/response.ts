/** The response factory that handlers get, and its translation into hapi answers. */
import type { ResponseObject, ResponseToolkit } from '@hapi/hapi';
import { Readable } from 'node:stream';
import type {
  ErrorHttpResponseOptions,
  HttpResponsePayload,
  IKibanaResponse,
  KibanaResponseFactory,
  ResponseError,
  ResponseHeaders,
} from '@kbn/core/server';
import { errorBody } from './errors';

class KibanaResponse implements IKibanaResponse {
  constructor(
    readonly status: number,
    readonly payload: HttpResponsePayload | ResponseError | undefined,
    readonly options: { headers?: ResponseHeaders },
  ) {}
}

const success = (status: number, options: { body?: HttpResponsePayload; headers?: ResponseHeaders } = {}) =>
  new KibanaResponse(status, options.body, { headers: options.headers });

const failure = (status: number, options: ErrorHttpResponseOptions = {}) => {
  const { body } = options;
  const message = typeof body === 'object' && 'message' in body ? body.message : body;
  const attributes = typeof body === 'object' && 'attributes' in body ? body.attributes : undefined;
  const text = message instanceof Error ? message.message : message;
  return new KibanaResponse(status, errorBody(status, text, attributes), { headers: options.headers });
};

export const responseFactory: KibanaResponseFactory = {
  ok: (options) => success(200, options),
  accepted: (options) => success(202, options),
  noContent: (options) => success(204, options),
  redirected: (options) => success(302, options),
  custom: ({ statusCode, ...options }) => success(statusCode, options),
  badRequest: (options) => failure(400, options),
  unauthorized: (options) => failure(401, options),
  forbidden: (options) => failure(403, options),
  notFound: (options) => failure(404, options),
  conflict: (options) => failure(409, options),
  customError: ({ statusCode, ...options }) => {
    if (statusCode < 400 || statusCode > 599) {
      throw new Error(`Unexpected Http status code. Expected from 400 to 599, but given: ${statusCode}`);
    }
    return failure(statusCode, options);
  },
};

export function isKibanaResponse(value: unknown): value is IKibanaResponse {
  return value instanceof KibanaResponse;
}

export function toHapi(toolkit: ResponseToolkit, answer: IKibanaResponse): ResponseObject {
  const { payload } = answer;
  const response = toolkit.response(payload instanceof Readable ? payload : (payload ?? undefined)).code(answer.status);
  for (const [name, value] of Object.entries(answer.options.headers ?? {})) {
    for (const [index, single] of [value].flat().entries()) response.header(name, single, { append: index > 0 });
  }
  return response;
}
