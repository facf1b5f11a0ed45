import type { IHttpFetchError, ResponseErrorBody } from '@kbn/core/public';

/** A failed request in the words of the server: a stable reason code beside the sentence for people. */
export class ApiError extends Error {
  constructor(
    message: string,
    /** Stable reason code, e.g. `blinding_change`; `network` when no answer came. */
    readonly code: string,
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    readonly attributes: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = 'ApiError';
  }

  /** The document changed under our hands, or the guard refuses: the caller decides by `code`. */
  get isConflict(): boolean {
    return this.status === 409;
  }
}

export const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

const isFetchError = (error: unknown): error is IHttpFetchError =>
  error instanceof Error && 'request' in error && 'response' in error;

/** A response whose body was left unread (streams) still carries the server's sentence. */
async function bodyOf(error: IHttpFetchError): Promise<Partial<ResponseErrorBody> | undefined> {
  if (error.body) return error.body;
  if (!error.response || error.response.bodyUsed) return undefined;
  try {
    return (await error.response.json()) as Partial<ResponseErrorBody>;
  } catch {
    return undefined;
  }
}

/** What `core.http` rejects with, as an ApiError; an aborted request stays what it is. */
export async function toApiError(error: unknown): Promise<unknown> {
  if (isAbort(error) || error instanceof ApiError) return error;
  if (!isFetchError(error)) return new ApiError(error instanceof Error ? error.message : String(error), 'network', 0);
  const body = await bodyOf(error);
  const status = error.response?.status ?? body?.statusCode ?? 0;
  const attributes = body?.attributes ?? {};
  const code = typeof attributes.code === 'string' ? attributes.code : status === 0 ? 'network' : `http_${status}`;
  return new ApiError(body?.message ?? error.message, code, status, attributes);
}
