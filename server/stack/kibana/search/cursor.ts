/**
 * Paging without a memory on the server. A page ends at a hit; the next one starts after it. Sort values alone do not
 * always tell two hits apart (the same moment and sequence number in two indices), so the cursor also counts how many
 * hits with the same values were shown.
 */
import { StackError } from '../../stack';
import type { SearchHit } from './types';

export interface Position {
  /** Sort values of the last hit; the last one is a whole number. */
  values: unknown[];
  /** Hits with exactly these values that were shown already. */
  shown: number;
}

/** Opaque text for a position. */
export function writeCursor({ values, shown }: Position): string {
  return Buffer.from(JSON.stringify([values, shown])).toString('base64url');
}

/** @throws StackError `rejected` for a text that is none of our cursors */
export function readCursor(text: string, length: number): Position {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (Array.isArray(value) && value.length === 2) {
      const [values, shown] = value as [unknown, unknown];
      if (Array.isArray(values) && values.length === length && values.every(isScalar) && Number.isInteger(shown)) {
        return { values, shown: shown as number };
      }
    }
  } catch {
    // Falls through to the refusal: whatever it is, it is no cursor.
  }
  throw new StackError('rejected', 'The page cursor is not valid. Start again from the first page.');
}

/** The position after the last of `hits`, the page that followed `before`. */
export function positionAfter(hits: readonly SearchHit[], before?: Position): Position | undefined {
  const last = hits[hits.length - 1];
  if (!last?.sort) return undefined;
  const values = JSON.stringify(last.sort);
  let shown = 0;
  while (shown < hits.length && JSON.stringify(hits[hits.length - 1 - shown]?.sort) === values) shown += 1;
  const continued = shown === hits.length && before && JSON.stringify(before.values) === values;
  return { values: last.sort, shown: continued ? before.shown + shown : shown };
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'number';
}
