import type { Database } from '../stack/database';

/** What the Import page shows of the data file. */
export interface EventData {
  total: number;
  demo: number;
  /** ISO 8601 UTC of the oldest and newest event. */
  range?: { from: string; to: string };
  /** Most events first. */
  indices: Array<{ index: string; count: number }>;
  maxEvents: number;
}

/** Counts by kind use the index on time and kind: no document is opened. */
export function eventData(database: Database, maxEvents: number): EventData {
  const indices = database.all<{ index: string; count: number }>(
    `SELECT event_kinds.index_name AS "index", count(*) AS count
     FROM events JOIN event_kinds ON event_kinds.id = events.kind GROUP BY 1 ORDER BY 2 DESC, 1`,
    [],
  );
  const times = database.get<{ from: number | null; to: number | null }>(
    'SELECT min(time) AS "from", max(time) AS "to" FROM events',
    [],
  );
  const demo = database.get<{ count: number }>('SELECT count(*) AS count FROM events WHERE demo = 1', [])?.count ?? 0;
  return {
    total: indices.reduce((sum, { count }) => sum + count, 0),
    demo,
    ...(times?.from == null || times.to == null
      ? {}
      : { range: { from: new Date(times.from).toISOString(), to: new Date(times.to).toISOString() } }),
    indices,
    maxEvents,
  };
}
