/** The two shapes of a refusal (security-api section 0), as errors that the protocol layer turns into answers. */

const NAMES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  409: 'Conflict',
  413: 'Request Entity Too Large',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** Thrown anywhere in a handler; becomes the answer. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
  ) {
    super(JSON.stringify(body));
  }

  /** Kibana refuses before its route is asked, so the answer does not carry the version. */
  get isSchemaProblem(): boolean {
    return this.message.includes('"message":"[request ');
  }
}

/** Schemas, protocol, saved objects, data views, spaces, cases. */
export function platformError(status: number, message: string, attributes?: unknown): Refusal {
  const body = { statusCode: status, error: NAMES[status] ?? 'Error', message };
  return new Refusal(status, attributes === undefined ? body : { ...body, attributes });
}

/** Everything raised inside a handler of rules, exceptions, value lists, alerts and timelines. */
export function securityError(status: number, message: unknown): Refusal {
  return new Refusal(status, { message, status_code: status });
}

export const badBody = (problems: string): Refusal => platformError(400, `[request body]: ${problems}`);
export const badQuery = (problems: string): Refusal => platformError(400, `[request query]: ${problems}`);

/** Elasticsearch's refusal of a page that reaches too far, as Kibana passes it on. */
export function windowProblem(reach: number): string {
  const cause =
    'illegal_argument_exception: Result window is too large, from + size must be less than or equal to: [10000] but was ' +
    `[${reach}]. See the scroll api for a more efficient way to request large data sets. This limit can be set by ` +
    'changing the [index.max_result_window] index level setting.';
  return `all shards failed: search_phase_execution_exception\n\tCaused by:\n\t\t${cause}\n\tRoot causes:\n\t\t${cause}`;
}

/** Elasticsearch's refusal of a write on a stale version. */
export function versionConflict(document: string, required: number, current: number): string {
  const conflict =
    `[${document}]: version conflict, required seqNo [${required}], primary term [1]. current document has seqNo ` +
    `[${current}] and primary term [1]`;
  return `${conflict}: version_conflict_engine_exception\n\tRoot causes:\n\t\tversion_conflict_engine_exception: ${conflict}`;
}
