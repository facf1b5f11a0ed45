/** What goes wrong, as an HTTP answer: status, words for people, attributes for programs. */
import type { IKibanaResponse, KibanaResponseFactory, Logger } from '@kbn/core/server';
import { Refusal, type RefusalCode } from '../services/refusal';
import { StackError, type StackErrorCode } from '../stack/stack';

const STACK_STATUS: Readonly<Record<StackErrorCode, number>> = {
  not_found: 404,
  conflict: 409,
  already_exists: 409,
  rejected: 400,
  forbidden: 403,
  unauthorized: 401,
  unavailable: 503,
  timeout: 504,
  too_large: 413,
  storage_full: 507,
  cancelled: 499,
};

const REFUSAL_STATUS: Readonly<Record<RefusalCode, number>> = {
  not_found: 404,
  conflict: 409,
  invalid: 400,
  blinding: 409,
  unhealthy: 409,
  override_refused: 403,
  rule_edited: 409,
  knobs_refused: 400,
  not_installed: 409,
  downgrade: 409,
  not_supported: 501,
  half_written: 500,
};

export interface Problem {
  statusCode: number;
  message: string;
  attributes: { code: string } & Record<string, unknown>;
}

/** The answer for a thrown value. What is not ours becomes a plain 500: its text may hold what a client must not see. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Refusal) {
    return {
      statusCode: REFUSAL_STATUS[error.code],
      message: error.message,
      attributes: { ...error.details, code: error.code },
    };
  }
  if (error instanceof StackError) {
    return {
      statusCode: STACK_STATUS[error.code],
      message: error.message,
      attributes: { ...error.details, code: error.code },
    };
  }
  return {
    statusCode: 500,
    message: 'The workbench failed at this request. Its log says more.',
    attributes: { code: 'internal' },
  };
}

/** Logs what deserves it and makes the response. */
export function respondToError(
  error: unknown,
  response: KibanaResponseFactory,
  logger: Logger,
  routeId: string,
): IKibanaResponse {
  const problem = problemOf(error);
  logProblem(error, problem, logger, routeId);
  const { statusCode, message, attributes } = problem;
  return response.customError({ statusCode, body: { message, attributes } });
}

/** Unknown errors with their stack, failures of the stack as warnings; refusals are ordinary answers. */
export function logProblem(error: unknown, problem: Problem, logger: Logger, routeId: string): void {
  const meta = { event: { action: routeId, outcome: 'failure' }, error: { code: problem.attributes.code } };
  if (problem.attributes.code === 'internal') {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    logger.error(`${routeId} failed: ${text}`, meta);
  } else if (problem.statusCode >= 500) {
    logger.warn(`${routeId}: ${problem.message}`, meta);
  } else {
    logger.debug(`${routeId}: ${problem.message}`, meta);
  }
}
