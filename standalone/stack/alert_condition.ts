import { setImmediate } from 'node:timers/promises';
import { valuesOf } from '../../common/allowlist';
import { compile as compileKql, parse as parseKql, toQueryDsl } from '../../common/kql';
import type { Query } from '../../common/query_dsl';
import type { AlertFilter } from '../../server/stack/alerts';
import { columnOf } from './alert_columns';
import type { AlertSnapshots } from './alert_snapshots';
import type { Database, SqlValue } from './database';
import { dslToSql, type SqlCondition } from './dsl_to_sql';
import { readTimeRange } from './event_match';
import type { Mapping } from './mapping';
import { refusal } from './rule_matcher';

type Source = Readonly<Record<string, unknown>>;

/** A condition on fields of the event: on columns where they suffice, and always on the document. */
interface FieldCondition {
  /** Must hold for alerts with one value in each field ... */
  sql: readonly SqlCondition[];
  /** ... and, when they are the whole condition, need no document. */
  exact: boolean;
  holds: (source: Source) => boolean;
}

const SCAN_SLICE = 500;

/**
 * The filter as a condition on the `alerts` table alone. Columns hold the first value of a field, so alerts with
 * several values, and conditions that no column answers, are decided by their documents first.
 * @throws StackError `rejected` for KQL that does not parse
 */
export async function alertCondition(
  database: Database,
  snapshots: AlertSnapshots,
  filter: AlertFilter,
  mapping: () => Mapping,
  now: number,
): Promise<SqlCondition> {
  const base = allOf(rowConditions(filter, snapshots));
  const fields = fieldConditions(filter, mapping, now);
  if (fields.length === 0) return base;
  const known = fields.flatMap(({ sql }) => sql);
  const onColumns = allOf([base, { sql: 'several_values = 0', params: [] }, ...known]);
  const decided = fields.every(({ exact }) => exact);
  const candidates = decided
    ? allOf([base, { sql: 'several_values = 1', params: [] }])
    : allOf([base, anyOf([{ sql: 'several_values = 1', params: [] }, allOf(known)])]);
  const found = await scan(database, snapshots, candidates, (source) => fields.every(({ holds }) => holds(source)));
  const inFound = { sql: 'seq IN (SELECT value FROM json_each(?))', params: [JSON.stringify(found)] };
  return decided ? anyOf([onColumns, inFound]) : inFound;
}

/** Conditions on what every alert has exactly one of. */
function rowConditions(filter: AlertFilter, snapshots: AlertSnapshots): SqlCondition[] {
  const conditions: SqlCondition[] = [];
  const ofRules = snapshots.ofRules(filter.ruleIds);
  if (ofRules !== 'all') {
    conditions.push({ sql: 'snapshot IN (SELECT value FROM json_each(?))', params: [JSON.stringify(ofRules)] });
  }
  if (filter.range) {
    const { from, to } = readTimeRange(filter.range);
    conditions.push({ sql: 'time BETWEEN ? AND ?', params: [from, to] });
  }
  if (filter.statuses) conditions.push(oneOf('status', filter.statuses));
  if (filter.severities) conditions.push(oneOf('severity', filter.severities));
  if (filter.ids) conditions.push(oneOf('id', filter.ids));
  if (filter.groupId !== undefined) conditions.push({ sql: 'group_id = ?', params: [filter.groupId] });
  if (filter.tags) conditions.push(labelled('tag', filter.tags));
  if (filter.assignees) conditions.push(labelled('assignee', filter.assignees));
  const blocks = filter.buildingBlocks ?? 'exclude';
  if (blocks !== 'include') conditions.push({ sql: 'building_block = ?', params: [blocks === 'only' ? 1 : 0] });
  return conditions;
}

function fieldConditions(filter: AlertFilter, mapping: () => Mapping, now: number): FieldCondition[] {
  const conditions = Object.entries(filter.terms ?? {}).map(([field, values]): FieldCondition => {
    const wanted = new Set(values);
    const column = columnOf(field);
    return {
      sql: column === undefined ? [] : [oneOf(column, values)],
      exact: column !== undefined,
      holds: (source) => valuesOf(source, field).some((value) => wanted.has(String(value))),
    };
  });
  if (filter.kql !== undefined && filter.kql.trim() !== '') conditions.push(kqlCondition(filter.kql, mapping(), now));
  return conditions;
}

function kqlCondition(kql: string, { view, index }: Mapping, now: number): FieldCondition {
  try {
    const test = compileKql(kql, { view, mapping: index, now });
    const parts = conjuncts(toQueryDsl(parseKql(kql), view)).map(dslToSql);
    return {
      sql: parts.filter((part) => part !== undefined),
      exact: parts.every((part) => part !== undefined),
      holds: (source) => test({ _source: source }),
    };
  } catch (error) {
    throw refusal(error);
  }
}

/** The parts of a query that must all hold. */
function conjuncts(query: Query): Query[] {
  if (!('bool' in query) || Object.keys(query.bool).join() !== 'filter') return [query];
  const { filter } = query.bool;
  return Array.isArray(filter) ? filter.flatMap(conjuncts) : [query];
}

/**
 * Numbers of the alerts whose documents pass. Read in the order of the table, so that no slice starts over; the host
 * answers other requests in between.
 */
async function scan(
  database: Database,
  snapshots: AlertSnapshots,
  candidates: SqlCondition,
  holds: (source: Source) => boolean,
): Promise<number[]> {
  const found: number[] = [];
  let after = 0;
  for (;;) {
    const rows = database.all<{ seq: number; snapshot: number; document: string }>(
      `SELECT seq, snapshot, document FROM alerts NOT INDEXED JOIN alert_documents USING (seq)
       WHERE ${candidates.sql} AND seq > ? ORDER BY seq LIMIT ?`,
      [...candidates.params, after, SCAN_SLICE],
    );
    for (const { seq, snapshot, document } of rows) {
      if (holds({ ...snapshots.get(snapshot), ...(JSON.parse(document) as Source) })) found.push(seq);
    }
    const last = rows[rows.length - 1];
    if (!last || rows.length < SCAN_SLICE) return found;
    after = last.seq;
    await setImmediate();
  }
}

function oneOf(column: string, values: readonly string[]): SqlCondition {
  return { sql: `coalesce(${column}, '') IN (SELECT value FROM json_each(?))`, params: [JSON.stringify(values)] };
}

function labelled(kind: 'tag' | 'assignee', values: readonly string[]): SqlCondition {
  return {
    sql: `seq IN (SELECT seq FROM alert_labels WHERE kind = ? AND value IN (SELECT value FROM json_each(?)))`,
    params: [kind, JSON.stringify(values)],
  };
}

function allOf(conditions: readonly SqlCondition[]): SqlCondition {
  if (conditions.length === 0) return { sql: '1', params: [] };
  return combine(conditions, ' AND ');
}

function anyOf(conditions: readonly SqlCondition[]): SqlCondition {
  return combine(conditions, ' OR ');
}

function combine(conditions: readonly SqlCondition[], word: string): SqlCondition {
  const params: SqlValue[] = conditions.flatMap((condition) => condition.params);
  return { sql: `(${conditions.map(({ sql }) => sql).join(word)})`, params };
}
