import { valuesOf } from '../../common/allowlist';
import { columnOf } from './alert_columns';
import type { AlertSnapshots } from './alert_snapshots';
import type { Database } from './database';
import type { SqlCondition } from './dsl_to_sql';

/** Times a value occurs. */
export type Counts = ReadonlyMap<string, number>;

export interface AlertSummary {
  total: number;
  /** By field asked for. */
  counts: ReadonlyMap<string, Counts>;
  /** Alert times in milliseconds, when asked for. */
  times: readonly number[];
}

const LABELS: Readonly<Record<string, 'tag' | 'assignee'>> = {
  'kibana.alert.workflow_tags': 'tag',
  'kibana.alert.workflow_assignee_ids': 'assignee',
};

/**
 * Counts all alerts that match, and the values of some fields among them. Fields with a column are read in one pass
 * and counted here: SQLite would sort all rows once for each field.
 */
export function summarise(
  database: Database,
  snapshots: AlertSnapshots,
  where: SqlCondition,
  fields: readonly string[],
  withTimes: boolean,
): AlertSummary {
  const columns = fields.filter((field) => columnOf(field) !== undefined);
  const lists = [...(withTimes ? ['time'] : []), ...columns.map((field) => columnOf(field) as string)];
  const selected = ['count(*) AS total', ...lists.map((column, at) => `json_group_array(${column}) AS list_${at}`)];
  const row = database.get<Record<string, string | number>>(
    `SELECT ${selected.join(', ')} FROM alerts WHERE ${where.sql}`,
    where.params,
  );
  const read = (at: number): unknown[] => JSON.parse(String(row?.[`list_${at}`] ?? '[]')) as unknown[];
  const first = withTimes ? 1 : 0;
  const counts = new Map<string, Counts>(columns.map((field, at) => [field, countValues(read(first + at))]));
  for (const field of fields) {
    const label = LABELS[field];
    if (label !== undefined) counts.set(field, countLabels(database, where, label));
    else if (!counts.has(field)) counts.set(field, countInDocuments(database, snapshots, where, field));
  }
  return { total: Number(row?.['total'] ?? 0), counts, times: withTimes ? (read(0) as number[]) : [] };
}

/** The most frequent values. */
export function topOf(counts: Counts, size: number): Array<{ value: string; count: number }> {
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, size);
}

function countValues(values: Iterable<unknown>): Counts {
  const counts = new Map<string, number>();
  for (const value of values) {
    if (value === null) continue;
    const text = String(value);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return counts;
}

function countLabels(database: Database, where: SqlCondition, kind: string): Counts {
  const rows = database.all<{ value: string; count: number }>(
    `SELECT value, count(*) AS count FROM alert_labels WHERE kind = ?
       AND seq IN (SELECT seq FROM alerts WHERE ${where.sql}) GROUP BY value`,
    [kind, ...where.params],
  );
  return new Map(rows.map(({ value, count }) => [value, count]));
}

/** For a field without a column: every matching document is opened. */
function countInDocuments(database: Database, snapshots: AlertSnapshots, where: SqlCondition, field: string): Counts {
  const rows = database.all<{ snapshot: number; document: string }>(
    `SELECT snapshot, document FROM alerts JOIN alert_documents USING (seq) WHERE ${where.sql}`,
    where.params,
  );
  return countValues(
    rows.flatMap(({ snapshot, document }) => {
      const source = { ...snapshots.get(snapshot), ...(JSON.parse(document) as Record<string, unknown>) };
      return [...new Set(valuesOf(source, field).map(String))];
    }),
  );
}
