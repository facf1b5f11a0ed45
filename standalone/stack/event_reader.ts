import { setImmediate } from 'node:timers/promises';
import type { EventHit } from '../../server/stack/events';
import { StackError } from '../../server/stack/stack';
import type { Database, SqlValue } from './database';
import type { EventTable } from './event_table';

/** A stored event with what the reader knows about it without opening the document. */
export interface ReadEvent extends EventHit {
  seq: number;
  /** Number of its kind. */
  kind: number;
  /** `@timestamp` in milliseconds. */
  time: number;
  demo: boolean;
}

export interface ReadRange {
  /** `@timestamp` in milliseconds, both inclusive. */
  fromTime?: number;
  toTime?: number;
  /** Order of arrival: from inclusive, to exclusive. */
  fromSeq?: number;
  toSeq?: number;
}

export interface ReadOptions {
  signal?: AbortSignal;
  /** Told after every slice: number of events read, and the time of the last one. */
  onSlice?: (read: number, time: number) => void;
}

/** Events per slice: between slices the host answers requests. */
const SLICE = 400;

const NEXT_SLICE = `SELECT seq, id, kind, time, demo, document FROM events
  WHERE (time, seq) > (?, ?) AND time <= ? AND seq >= ? AND seq < ? AND kind IN (SELECT value FROM json_each(?))
  ORDER BY time, seq LIMIT ?`;

/**
 * Reads events in order of time, then arrival, in slices: memory stays flat and the host responsive whatever the
 * number of events.
 * @param kinds numbers of the kinds to read
 * @throws StackError `cancelled`
 */
export async function* readEvents(
  database: Database,
  table: EventTable,
  kinds: readonly number[],
  range: ReadRange,
  options: ReadOptions = {},
): AsyncGenerator<ReadEvent[]> {
  // A small arrival is a small search: only the times that its events have are looked at.
  const bounds = table.timeBounds(range.fromSeq ?? 0);
  if (kinds.length === 0 || !bounds) return;
  let time = Math.max(range.fromTime ?? -Infinity, bounds.oldest) - 1;
  let seq = Number.MAX_SAFE_INTEGER;
  let read = 0;
  const toTime = Math.min(range.toTime ?? Infinity, bounds.newest);
  const rest: SqlValue[] = [toTime, range.fromSeq ?? 0, range.toSeq ?? Number.MAX_SAFE_INTEGER, JSON.stringify(kinds)];
  for (;;) {
    if (options.signal?.aborted) throw new StackError('cancelled', 'The search was cancelled.');
    const rows = database.all<EventRow>(NEXT_SLICE, [time, seq, ...rest, SLICE]);
    const last = rows[rows.length - 1];
    if (!last) return;
    yield rows.map((row) => toEvent(row, table));
    time = last.time;
    seq = last.seq;
    read += rows.length;
    options.onSlice?.(read, time);
    if (rows.length < SLICE) return;
    await setImmediate();
  }
}

export interface EventRow {
  seq: number;
  id: string;
  kind: number;
  time: number;
  demo: number;
  document: string;
}

/** Columns of `EventRow`. */
export const EVENT_COLUMNS = 'seq, id, kind, time, demo, document';

export function toEvent(row: EventRow, table: EventTable): ReadEvent {
  return {
    _id: row.id,
    _index: table.kind(row.kind)?.indexName ?? '',
    _source: JSON.parse(row.document) as Record<string, unknown>,
    seq: row.seq,
    kind: row.kind,
    time: row.time,
    demo: row.demo === 1,
  };
}
