/** The words in an error answer, whichever of the shapes it has (security-api section 0 and 6.3). */

/** Text of a Kibana error: `message` may be a text, a list, an object, or JSON in a text. */
export function kibanaMessage(body: unknown): string {
  if (typeof body === 'string') return body;
  const message = member(body, 'message') ?? member(body, 'error');
  return withoutRepeats(textOf(message)) || 'no reason given';
}

function textOf(message: unknown): string {
  if (Array.isArray(message)) return message.map(textOf).join('; ');
  if (typeof message === 'string') {
    const parsed = message.startsWith('{') ? parse(message) : undefined;
    return parsed === undefined ? message : conflictText(parsed);
  }
  const errors = member(message, 'errors');
  if (errors !== undefined) return textOf(errors);
  const inner = member(message, 'error') ?? member(message, 'message');
  return inner === undefined ? '' : textOf(inner);
}

/** A version conflict of alerts arrives as the whole answer of Elasticsearch in a text. */
function conflictText(answer: unknown): string {
  const conflicts = member(answer, 'version_conflicts');
  return typeof conflicts === 'number' ? `${conflicts} were changed by someone else at the same time` : textOf(answer);
}

/** Unions of schemas repeat the same problem for each branch, after the part of the request that it is about. */
function withoutRepeats(text: string): string {
  const start = text.startsWith('[request') ? text.indexOf(']: ') + 3 : 0;
  if (start < 3) return text;
  return text.slice(0, start) + [...new Set(text.slice(start).split(', '))].join(', ');
}

/** Text of an Elasticsearch error: each cause once, with its type. */
export function elasticsearchMessage(body: unknown): string {
  if (typeof body === 'string') return body;
  const error = member(body, 'error');
  if (typeof error === 'string') return error;
  const causes = member(error, 'root_cause');
  const list = Array.isArray(causes) && causes.length > 0 ? causes : [error];
  const texts = list.map((cause) => {
    const reason = String(member(cause, 'reason') ?? '');
    const deeper = member(member(cause, 'caused_by'), 'reason');
    return `${String(member(cause, 'type') ?? 'error')}: ${reason}${deeper ? ` (${String(deeper)})` : ''}`;
  });
  return [...new Set(texts)].join('; ');
}

/** `error.type` and the types of all causes. */
export function elasticsearchErrorTypes(body: unknown): string[] {
  const error = member(body, 'error');
  const causes = member(error, 'root_cause');
  return [error, ...(Array.isArray(causes) ? causes : [])].map((one) => String(member(one, 'type') ?? ''));
}

/** Own member of an object, undefined for everything else. */
export function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.prototype.hasOwnProperty.call(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

export function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
