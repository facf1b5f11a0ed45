/** What pages show about this stack: whether demo data is in it, and how much it keeps. */
import type { Database } from './database';
import type { RetentionLimits } from './retention';

export const hasDemoData = (database: Database): boolean =>
  database.get('SELECT 1 FROM events WHERE demo = 1 LIMIT 1', []) !== undefined;

/** The oldest of each kind go first when there are more. */
export const limitFacts = ({ events, alerts, activity, runs }: RetentionLimits): Readonly<Record<string, number>> => ({
  eventsKept: events,
  alertsKept: alerts,
  activityKept: activity,
  runsKept: runs,
});
