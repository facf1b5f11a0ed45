/** Runs one request through a route: version, validation, handler, answer. */
import type { Request, ResponseObject, ResponseToolkit } from '@hapi/hapi';
import type { Logger, RequestHandlerContext } from '@kbn/core/server';
import { INTERNAL_ERROR, errorBody } from './errors';
import { toKibanaRequest } from './request';
import { isKibanaResponse, responseFactory, toHapi } from './response';
import type { HostRoute } from './router';
import { InvalidRequest, validateRequest, type RequestParts } from './validation';

const VERSION_HEADER = 'elastic-api-version';

export interface RouteEnvironment {
  context: RequestHandlerContext;
  logger: Logger;
}

export async function runRoute(
  route: HostRoute,
  environment: RouteEnvironment,
  hapi: Request,
  toolkit: ResponseToolkit,
): Promise<ResponseObject> {
  const refuse = (status: number, message: string) => toolkit.response(errorBody(status, message)).code(status);
  const requested = hapi.headers[VERSION_HEADER];
  const choice = route.resolve(typeof requested === 'string' ? requested : undefined);
  if (!choice.ok) return refuse(400, choice.message);

  let parts: RequestParts;
  try {
    parts = validateRequest(choice.route.validate, { params: hapi.params, query: hapi.query, body: hapi.payload });
  } catch (error) {
    if (error instanceof InvalidRequest) return refuse(400, error.message);
    throw error;
  }

  const { request, answered } = toKibanaRequest(hapi, parts, route.options);
  try {
    const answer: unknown = await choice.route.handler(environment.context, request, responseFactory);
    if (!isKibanaResponse(answer)) {
      throw new Error(`Unexpected result from Route Handler. Expected KibanaResponse, but given: ${typeof answer}.`);
    }
    const response = toHapi(toolkit, answer);
    return choice.version ? response.header(VERSION_HEADER, choice.version) : response;
  } catch (error) {
    environment.logger.error(error instanceof Error ? error : String(error), {
      request: `${route.method} ${route.path}`,
    });
    return refuse(500, INTERNAL_ERROR);
  } finally {
    answered();
  }
}
