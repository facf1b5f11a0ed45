import { setImmediate } from 'node:timers/promises';
import type { Database, SqlValue } from './database';

/** How much of each kind is kept; the oldest goes first. */
export interface RetentionLimits {
  /** Events, by order of arrival. */
  events: number;
  alerts: number;
  /** Documents of type `activity`. */
  activity: number;
  /** Documents of type `run`. */
  runs: number;
}

export const DEFAULT_LIMITS: RetentionLimits = { events: 5_000_000, alerts: 200_000, activity: 50_000, runs: 10_000 };

export type StoredCounts = Record<keyof RetentionLimits, number>;

/** Rows removed in one transaction. */
const SLICE = 1_000;
/** Free pages given back after each slice. */
const PAGES_PER_SLICE = 2_000;

interface Kept {
  /** Counts what is stored. */
  count: string;
  /** Removes the oldest; the last value is how many. */
  remove: string;
  params: readonly SqlValue[];
}

const KEPT: Readonly<Record<keyof RetentionLimits, Kept>> = {
  events: {
    count: 'SELECT count(*) AS count FROM events',
    remove: 'DELETE FROM events WHERE seq IN (SELECT seq FROM events ORDER BY seq LIMIT ?)',
    params: [],
  },
  alerts: {
    count: 'SELECT count(*) AS count FROM alerts',
    remove: 'DELETE FROM alerts WHERE seq IN (SELECT seq FROM alerts ORDER BY time, seq LIMIT ?)',
    params: [],
  },
  activity: documentsOf('activity'),
  runs: documentsOf('run'),
};

function documentsOf(type: string): Kept {
  return {
    count: 'SELECT count(*) AS count FROM documents WHERE type = ?',
    remove: `DELETE FROM documents WHERE seq IN
      (SELECT seq FROM documents WHERE type = ? ORDER BY updated_at, seq LIMIT ?)`,
    params: [type],
  };
}

/** What is stored now. */
export function storedCounts(database: Database): StoredCounts {
  const entries = Object.entries(KEPT).map(([name, { count, params }]) => [
    name,
    database.get<{ count: number }>(count, params)?.count ?? 0,
  ]);
  return Object.fromEntries(entries) as StoredCounts;
}

/** Removes what is over the limits, a little at a time. @returns how much of each kind went */
export async function enforceLimits(database: Database, limits: RetentionLimits): Promise<StoredCounts> {
  const removed: StoredCounts = { events: 0, alerts: 0, activity: 0, runs: 0 };
  const stored = storedCounts(database);
  for (const name of Object.keys(KEPT) as Array<keyof RetentionLimits>) {
    const { remove, params } = KEPT[name];
    for (let left = stored[name] - limits[name]; left > 0; left -= SLICE) {
      removed[name] += database.run(remove, [...params, Math.min(left, SLICE)]);
      database.releaseSpace(PAGES_PER_SLICE);
      await setImmediate();
    }
  }
  if (removed.events > 0) {
    database.run(
      `DELETE FROM arrivals WHERE first_seq < (SELECT max(first_seq) FROM arrivals
         WHERE first_seq <= coalesce((SELECT min(seq) FROM events), 0))`,
      [],
    );
  }
  return removed;
}
