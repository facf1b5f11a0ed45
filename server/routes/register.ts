/** Registers every contract of common/api with its handler, privilege and validators. */
import type { IKibanaResponse, IRouter, KibanaRequest, KibanaResponseFactory, Logger } from '@kbn/core/server';
import { API_BASE, API_VERSION, routes as contracts, type RouteContract, type Tier } from '../../common/api';
import { routeAccess } from '../privileges';
import type { Services } from '../services';
import type { Stack, StackProvider } from '../stack/stack';
import type { BoundRoute, RequestScope } from './bind';
import { logProblem, problemOf, respondToError } from './errors';
import { NDJSON_HEADERS, ndjson, primed } from './ndjson';
import { validators } from './validation';

export interface RegisterOptions {
  router: IRouter;
  logger: Logger;
  stacks: StackProvider;
  /** Highest tier that the user of a request holds. */
  tierOf(request: KibanaRequest): Promise<Tier | 'none'>;
  /** The services of one request. */
  servicesFor(stack: Stack, tier: Tier | 'none'): Promise<Services>;
}

/**
 * Pairs contracts with handlers.
 * @throws Error naming every contract without a handler and every handler without a contract: a route that is described
 *   but not built must not start
 */
export function pair(
  handlers: readonly BoundRoute[],
  described: readonly RouteContract[] = contracts,
): Array<[RouteContract, BoundRoute]> {
  const byId = new Map(handlers.map((handler) => [handler.contract.id, handler]));
  const missing = described.filter((contract) => !byId.has(contract.id)).map((contract) => contract.id);
  const known = new Set(described.map((contract) => contract.id));
  const unknown = handlers.filter((handler) => !known.has(handler.contract.id)).map((handler) => handler.contract.id);
  if (missing.length > 0 || unknown.length > 0 || byId.size !== handlers.length) {
    throw new Error(
      `Routes and handlers do not pair up. Without handler: ${missing.join(', ') || 'none'}; ` +
        `without contract: ${unknown.join(', ') || 'none'}; handlers: ${handlers.length}, of them different: ${byId.size}`,
    );
  }
  return described.map((contract) => [contract, byId.get(contract.id) as BoundRoute]);
}

/** Registers all routes. Call once, in `setup`. */
export function registerRoutes(options: RegisterOptions, handlers: readonly BoundRoute[]): void {
  for (const [contract, handler] of pair(handlers)) registerRoute(options, contract, handler);
}

function registerRoute(options: RegisterOptions, contract: RouteContract, handler: BoundRoute): void {
  const { tags, security } = routeAccess(contract.tier);
  const logger = options.logger.get('routes');
  const validate = validators(contract);
  const route = options.router.versioned[contract.method]({
    path: `${API_BASE}${contract.path}`,
    access: 'public',
    summary: contract.summary,
    options: { tags, ...(contract.maxBytes ? { body: { maxBytes: contract.maxBytes } } : {}) },
    security,
  });
  route.addVersion(
    { version: API_VERSION, validate: validate && { request: validate } },
    async (_context, request, response) => {
      const cancel = cancellation(request);
      try {
        const [stack, tier] = await Promise.all([options.stacks.forRequest(request), options.tierOf(request)]);
        const services = await options.servicesFor(stack, tier);
        const scope = { services, stack, tier, signal: cancel.signal };
        return await respond(handler, scope, request, response, cancel, logger);
      } catch (error) {
        return respondToError(error, response, logger, contract.id);
      }
    },
  );
}

async function respond(
  handler: BoundRoute,
  scope: RequestScope,
  request: KibanaRequest,
  response: KibanaResponseFactory,
  cancel: AbortController,
  logger: Logger,
): Promise<IKibanaResponse> {
  const { params, query, body } = request;
  if (handler.kind === 'json')
    return response.ok({ body: (await handler.run(scope, { params, query, body })) as object });
  const onError = (error: unknown) => {
    const problem = problemOf(error);
    logProblem(error, problem, logger, handler.contract.id);
    return { type: 'failed', code: problem.attributes.code, message: problem.message };
  };
  const lines = await primed(handler.run(scope, { params, query, body }));
  return response.ok({ body: ndjson(lines, onError, () => cancel.abort()), headers: NDJSON_HEADERS });
}

/**
 * Follows the client. While a handler works a lost connection shows as `aborted$`; once a stream is being sent only
 * `completed$` tells (kibana-contract 2.6). Both mean that nobody is waiting any more.
 */
function cancellation(request: KibanaRequest): AbortController {
  const controller = new AbortController();
  const abort = () => controller.abort();
  request.events.aborted$.subscribe(abort);
  request.events.completed$.subscribe(abort);
  return controller;
}
