/** Runs the validators of a route the way Kibana does: validator functions or config-schema types, one per request part. */
import type {
  RouteValidationError,
  RouteValidationResultFactory,
  RouteValidationSpec,
  RouteValidatorConfig,
} from '@kbn/core/server';

export interface RequestParts {
  params: unknown;
  query: unknown;
  body: unknown;
}

/** A request part is not acceptable; `message` goes to the client as a 400. */
export class InvalidRequest extends Error {}

class ValidationError extends Error implements RouteValidationError {
  constructor(
    message: string,
    readonly path: string[],
  ) {
    super(message);
  }
}

const results: RouteValidationResultFactory = {
  ok: (value) => ({ value }),
  badRequest: (error, path = []) => ({
    error: new ValidationError(typeof error === 'string' ? error : error.message, path),
  }),
};

/**
 * Parts without a validator become `{}`, so that a handler never sees unchecked input.
 *
 * @throws InvalidRequest with the message in Kibana's form, e.g. `[request body.port]: expected a number`
 */
export function validateRequest(config: RouteValidatorConfig | false, parts: RequestParts): RequestParts {
  if (config === false) return { params: {}, query: {}, body: {} };
  return {
    params: validatePart(config.params, parts.params, 'request params'),
    query: validatePart(config.query, parts.query, 'request query'),
    body: validatePart(config.body, parts.body, 'request body'),
  };
}

function validatePart(spec: RouteValidationSpec<unknown> | undefined, value: unknown, part: string): unknown {
  if (!spec) return {};
  if (typeof spec !== 'function') return runSchema(() => spec.validate(value, {}, part));
  const result = runSchema(() => spec(value, results), part);
  if (!result.error) return result.value;
  const path = [part, ...(result.error.path ?? [])].join('.');
  throw new InvalidRequest(`[${path}]: ${result.error.message}`);
}

/** Whatever a validator throws is the client's fault, as in Kibana. */
function runSchema<T>(run: () => T, part?: string): T {
  try {
    return run();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new InvalidRequest(part ? `[${part}]: ${message}` : message);
  }
}
