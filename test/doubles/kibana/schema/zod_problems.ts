/** Checks by Zod 3, whose words Kibana's answers have. */
import type { ZodError, ZodIssue, ZodTypeAny, output } from 'zod/v3';
import { badBody, badQuery } from '../errors';

const MOST = 5;

/** At most five problems, those of a union once for each branch, as Kibana writes them. */
export function problemsOf(error: ZodError): string {
  const problems: string[] = [];
  const queue: ZodIssue[] = [...error.issues];
  for (let issue = queue.shift(); issue !== undefined; issue = queue.shift()) {
    if (issue.code === 'invalid_union') queue.push(...issue.unionErrors.flatMap(({ issues }) => issues));
    else problems.push(issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message);
  }
  const shown = problems.slice(0, MOST);
  const rest = problems.length - shown.length;
  return [...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join(', ');
}

/** The body with unknown members removed. @throws Refusal */
export function checkBody<T extends ZodTypeAny>(schema: T, body: unknown): output<T> {
  const result = schema.safeParse(body);
  if (!result.success) throw badBody(problemsOf(result.error));
  return result.data as output<T>;
}

/** @throws Refusal */
export function checkQuery<T extends ZodTypeAny>(schema: T, query: URLSearchParams): output<T> {
  const result = schema.safeParse(queryObject(query));
  if (!result.success) throw badQuery(problemsOf(result.error));
  return result.data as output<T>;
}

/** Repeated names become lists. */
export function queryObject(query: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(query.keys())].map((name) => {
      const values = query.getAll(name);
      return [name, values.length === 1 ? (values[0] as string) : values];
    }),
  );
}
