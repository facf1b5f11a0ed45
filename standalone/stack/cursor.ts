import { StackError } from '../../server/stack/stack';

/** Position after the last row of a page: the value it was sorted by, and its sequence number. */
export type CursorPosition = readonly [sortValue: string | number, seq: number];

/** An opaque cursor for the position. */
export function writeCursor(position: CursorPosition): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** @throws StackError `rejected` for a text that is none of our cursors */
export function readCursor(cursor: string): CursorPosition {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(value) && value.length === 2) {
      const [sortValue, seq] = value as unknown[];
      const sortable = typeof sortValue === 'string' || typeof sortValue === 'number';
      if (sortable && typeof seq === 'number') return [sortValue, seq];
    }
  } catch {
    // Falls through to the refusal: whatever it is, it is no cursor.
  }
  throw new StackError('rejected', 'The page cursor is not valid. Start again from the first page.');
}
