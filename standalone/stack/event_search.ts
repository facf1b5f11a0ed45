import { setImmediate } from 'node:timers/promises';
import { valuesOf } from '../../common/allowlist';
import { compile as compileKql } from '../../common/kql';
import type { EventPage, EventSearch } from '../../server/stack/events';
import { readCursor, writeCursor } from './cursor';
import type { Database, SqlValue } from './database';
import { readTimeRange } from './event_match';
import { EVENT_COLUMNS, toEvent, type EventRow, type ReadEvent } from './event_reader';
import type { EventTable } from './event_table';
import { histogramOf, sizeOfBucket } from './histogram';
import { refusal } from './rule_matcher';

/**
 * A page of events, newest (or oldest) first, with the total and a histogram of all matches. What the table's columns
 * cannot decide (KQL, values of fields) is decided document by document, and then every document in range is opened.
 * @throws StackError `rejected` for KQL that does not parse (`position` in the details) or a stale cursor
 */
export async function searchEvents(
  database: Database,
  table: EventTable,
  search: EventSearch,
  now: number,
): Promise<EventPage> {
  const { from, to } = readTimeRange(search.range);
  const kinds = table.kindsFor(search.index).map(({ id }) => id);
  const test = documentTest(search, table, now);
  const where: Where = {
    sql: 'time BETWEEN ? AND ? AND kind IN (SELECT value FROM json_each(?))',
    params: [from, to, JSON.stringify(kinds)],
  };
  if (search.ids) {
    where.sql += ' AND id IN (SELECT value FROM json_each(?))';
    where.params.push(JSON.stringify(search.ids));
  }
  const buckets = search.histogramBuckets ?? 0;
  if (!test) return indexedPage(database, table, search, where, { from, to, buckets });
  return scannedPage(database, table, search, where, { from, to, buckets }, test);
}

interface Where {
  sql: string;
  params: SqlValue[];
}

interface Window {
  from: number;
  to: number;
  buckets: number;
}

type DocumentTest = (event: ReadEvent) => boolean;

/** undefined when nothing has to be looked up in documents. */
function documentTest(search: EventSearch, table: EventTable, now: number): DocumentTest | undefined {
  const tests: DocumentTest[] = [];
  for (const [field, values] of Object.entries(search.terms ?? {})) {
    const wanted = new Set(values);
    tests.push((event) => valuesOf(event._source, field).some((value) => wanted.has(String(value))));
  }
  if (search.kql !== undefined && search.kql.trim() !== '') {
    const mapping = table.mapping();
    try {
      tests.push(compileKql(search.kql, { view: mapping.view, mapping: mapping.index, now }));
    } catch (error) {
      throw refusal(error);
    }
  }
  return tests.length === 0 ? undefined : (event) => tests.every((test) => test(event));
}

function indexedPage(
  database: Database,
  table: EventTable,
  search: EventSearch,
  where: Where,
  window: Window,
): EventPage {
  const events = search.size === 0 ? [] : readPage(database, table, search, where);
  const total =
    search.counted === false
      ? { count: Math.min(events.length, search.size) }
      : database.get<{ count: number }>(`SELECT count(*) AS count FROM events WHERE ${where.sql}`, where.params);
  const bucketMs = sizeOfBucket(window.from, window.to, window.buckets);
  const counts =
    window.buckets === 0
      ? []
      : database.all<{ bucket: number; count: number }>(
          `SELECT CAST((time - ?) / ? AS INTEGER) AS bucket, count(*) AS count FROM events WHERE ${where.sql} GROUP BY bucket`,
          [window.from, bucketMs, ...where.params],
        );
  return page(events.slice(0, search.size), events.length > search.size, total?.count ?? 0, {
    ...window,
    counts: new Map(counts.map(({ bucket, count }) => [bucket, count])),
  });
}

const SCAN_SLICE = 1_000;

async function scannedPage(
  database: Database,
  table: EventTable,
  search: EventSearch,
  where: Where,
  window: Window,
  test: DocumentTest,
): Promise<EventPage> {
  const bucketMs = sizeOfBucket(window.from, window.to, window.buckets);
  const counts = new Map<number, number>();
  const events: ReadEvent[] = [];
  const start = search.after === undefined ? undefined : readCursor(search.after);
  const ascending = search.order === 'asc';
  const isAfterStart = (event: ReadEvent): boolean => {
    if (!start) return true;
    const distance = event.time - Number(start[0]) || event.seq - start[1];
    return ascending ? distance > 0 : distance < 0;
  };
  let total = 0;
  let after: string | undefined;
  for (;;) {
    const slice = readPage(database, table, { ...search, size: SCAN_SLICE, after }, where);
    for (const event of slice.slice(0, SCAN_SLICE)) {
      if (!test(event)) continue;
      total += 1;
      if (window.buckets > 0) {
        const bucket = Math.floor((event.time - window.from) / bucketMs);
        counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
      }
      if (events.length <= search.size && isAfterStart(event)) events.push(event);
    }
    if (slice.length <= SCAN_SLICE) break;
    const last = slice[SCAN_SLICE - 1] as ReadEvent;
    after = writeCursor([last.time, last.seq]);
    await setImmediate();
  }
  return page(events.slice(0, search.size), events.length > search.size, total, { ...window, counts });
}

/** One event more than asked for, where there is one, so that the caller sees whether there is a next page. */
function readPage(
  database: Database,
  table: EventTable,
  search: Pick<EventSearch, 'size' | 'after' | 'order'>,
  where: Where,
): ReadEvent[] {
  const ascending = search.order === 'asc';
  const position = search.after === undefined ? undefined : readCursor(search.after);
  const [time, seq] = position ?? (ascending ? [-1e15, 0] : [1e15, 0]);
  const rows = database.all<EventRow>(
    ascending
      ? `SELECT ${EVENT_COLUMNS} FROM events WHERE ${where.sql} AND (time, seq) > (?, ?) ORDER BY time, seq LIMIT ?`
      : `SELECT ${EVENT_COLUMNS} FROM events WHERE ${where.sql} AND (time, seq) < (?, ?) ORDER BY time DESC, seq DESC LIMIT ?`,
    [...where.params, time, seq, search.size + 1],
  );
  return rows.map((row) => toEvent(row, table));
}

function page(
  events: readonly ReadEvent[],
  more: boolean,
  total: number,
  histogram: Window & { counts: ReadonlyMap<number, number> },
): EventPage {
  const last = events[events.length - 1];
  return {
    events: events.map(({ _id, _index, _source }) => ({ _id, _index, _source })),
    total,
    ...(more && last ? { next: writeCursor([last.time, last.seq]) } : {}),
    histogram: histogramOf(histogram.from, histogram.to, histogram.buckets, histogram.counts),
  };
}
