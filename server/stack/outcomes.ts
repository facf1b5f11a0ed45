/** How calls on the stack end: errors of the whole call, and of one object among many. */

export type StackErrorCode =
  | 'not_found'
  | 'conflict'
  | 'already_exists'
  | 'rejected'
  | 'forbidden'
  | 'unauthorized'
  | 'unavailable'
  | 'timeout'
  | 'too_large'
  | 'storage_full'
  | 'cancelled';

/** What an adapter throws. Routes map `code` to an HTTP status; `message` is written for people. */
export class StackError extends Error {
  constructor(
    readonly code: StackErrorCode,
    message: string,
    /** Machine-readable context, e.g. `{ currentVersion }` for a conflict. Never secrets. */
    readonly details: Record<string, unknown> = {},
  ) {
    super(message);
    this.name = 'StackError';
  }
}

/** Outcome for one object of a batch: batches are never atomic, so every object reports for itself. */
export type ItemResult<T> =
  { id: string; ok: true; value: T } | { id: string; ok: false; code: StackErrorCode; message: string };
