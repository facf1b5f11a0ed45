/**
 * Request validators. Plain functions, because they are the only kind that Kibana 8.12 and 9.x both accept; the work is
 * done by the zod schemas of the contract.
 */
import type { RouteValidationFunction, RouteValidatorConfig } from '@kbn/core/server';
import type { z } from 'zod';
import type { RouteContract } from '../../common/api';
import { findUnsafe } from './unsafe_json';

/** Problems that are named in one message; the rest is counted. */
const SHOWN_PROBLEMS = 5;

function pathText(path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}

/**
 * Turns a schema into a validator. A refusal names path, expectation and reason code, for example
 * `values.ports: Invalid input: expected array, received number [invalid_type]`.
 */
export function validator<T>(schema: z.ZodType<T>): RouteValidationFunction<T> {
  return (value, { ok, badRequest }) => {
    const unsafe = findUnsafe(value);
    if (unsafe) return badRequest(`${unsafe.message} [${unsafe.code}]`, unsafe.path.map(String));
    const parsed = schema.safeParse(value ?? {});
    if (parsed.success) return ok(parsed.data);
    const issues = parsed.error.issues;
    const shown = issues.slice(0, SHOWN_PROBLEMS).map((issue, index) => {
      const path = pathText(issue.path);
      return `${index > 0 && path ? `${path}: ` : ''}${issue.message} [${issue.code}]`;
    });
    const more = issues.length > SHOWN_PROBLEMS ? ` and ${issues.length - SHOWN_PROBLEMS} more` : '';
    return badRequest(`${shown.join('; ')}${more}`, (issues[0]?.path ?? []).map(String));
  };
}

/** The `validate` option of a contract. */
export function validators(contract: RouteContract): RouteValidatorConfig<unknown, unknown, unknown> | false {
  const { params, query, body } = contract;
  if (!params && !query && !body) return false;
  return {
    ...(params ? { params: validator(params) } : {}),
    ...(query ? { query: validator(query) } : {}),
    ...(body ? { body: validator(body) } : {}),
  };
}
