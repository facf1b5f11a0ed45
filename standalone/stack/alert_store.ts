import { setImmediate } from 'node:timers/promises';
import type {
  Alert,
  AlertFilter,
  AlertPage,
  AlertSearch,
  AlertStatus,
  AlertStore,
  AlertUpdateReport,
} from '../../server/stack/alerts';
import { isoTime } from '../events_in';
import { alertCondition } from './alert_condition';
import type { AlertSnapshots } from './alert_snapshots';
import { summarise, topOf } from './alert_summary';
import { readCursor, writeCursor } from './cursor';
import type { Database } from './database';
import type { SqlCondition } from './dsl_to_sql';
import { readTimeRange } from './event_match';
import { histogramOfTimes } from './histogram';
import type { Mapping } from './mapping';
import { SPACE } from './version';

/** Name under which alerts say they are stored. */
export const ALERT_INDEX = `.alerts-security.alerts-${SPACE}`;

const SORT_COLUMN: Readonly<Record<AlertSearch['sort']['field'], string>> = {
  '@timestamp': 'time',
  'kibana.alert.risk_score': 'risk_score',
  'kibana.alert.severity': 'severity_rank',
  'host.name': "coalesce(host_name, '')",
  'kibana.alert.rule.name': 'rule_name',
};

/** Alerts changed in one transaction. */
const UPDATE_SLICE = 500;
const SUGGESTED_ASSIGNEES = 20;

/** The port's alert store on the data file, as one user. */
export class EmbeddedAlertStore implements AlertStore {
  constructor(
    private readonly database: Database,
    private readonly snapshots: AlertSnapshots,
    private readonly mapping: () => Mapping,
    private readonly userName: string,
    private readonly clock: () => number,
  ) {}

  async search(search: AlertSearch): Promise<AlertPage> {
    const where = await this.where(search);
    const column = SORT_COLUMN[search.sort.field];
    const rows = search.size === 0 ? [] : this.page(where, column, search);
    const page = rows.slice(0, search.size);
    const last = page[page.length - 1];
    const facets = Object.entries(search.facets ?? {});
    const buckets = search.histogramBuckets ?? 0;
    const fields = facets.map(([field]) => field);
    const summary = summarise(this.database, this.snapshots, where, fields, buckets > 0);
    return {
      alerts: page.map((row) => this.toAlert(row)),
      total: summary.total,
      ...(rows.length > search.size && last ? { next: writeCursor([last.sort_value, last.seq]) } : {}),
      facets: Object.fromEntries(
        facets.map(([field, size]) => [field, topOf(summary.counts.get(field) ?? new Map<string, number>(), size)]),
      ),
      histogram: histogramOfTimes(summary.times, search.range && readTimeRange(search.range), buckets),
    };
  }

  async get(id: string): Promise<Alert | undefined> {
    const row = this.database.get<AlertRow>(
      'SELECT seq, id, snapshot, document, 0 AS sort_value FROM alerts JOIN alert_documents USING (seq) WHERE id = ?',
      [id],
    );
    return row && this.toAlert(row);
  }

  async count(filter: AlertFilter): Promise<number> {
    return summarise(this.database, this.snapshots, await this.where(filter), [], false).total;
  }

  async setStatus(filter: AlertFilter, status: AlertStatus, reason?: string): Promise<AlertUpdateReport> {
    const reasonPath = '$."kibana.alert.workflow_reason"';
    const withReason = status === 'closed' && reason !== undefined;
    return this.change(await this.sequencesWith(await this.where(filter)), (seqs) => {
      this.database.run('UPDATE alerts SET status = ? WHERE seq IN (SELECT value FROM json_each(?))', [status, seqs]);
      this.database.run(
        `UPDATE alert_documents SET document = json_set(
           CASE WHEN ? THEN json_set(document, ?, ?) ELSE json_remove(document, ?) END,
           '$."kibana.alert.workflow_status"', ?, '$."kibana.alert.workflow_user"', ?,
           '$."kibana.alert.workflow_status_updated_at"', ?)
         WHERE seq IN (SELECT value FROM json_each(?))`,
        [
          ...[withReason ? 1 : 0, reasonPath, reason ?? '', reasonPath],
          ...[status, this.userName, isoTime(this.clock()), seqs],
        ],
      );
    });
  }

  async changeTags(
    filter: AlertFilter,
    change: { add: readonly string[]; remove: readonly string[] },
  ): Promise<AlertUpdateReport> {
    return this.changeLabels(filter, 'tag', '$."kibana.alert.workflow_tags"', change);
  }

  async changeAssignees(
    filter: AlertFilter,
    change: { add: readonly string[]; remove: readonly string[] },
  ): Promise<AlertUpdateReport> {
    return this.changeLabels(filter, 'assignee', '$."kibana.alert.workflow_assignee_ids"', change);
  }

  async suggestAssignees(text: string): Promise<Array<{ uid: string; name: string }>> {
    const rows = this.database.all<{ value: string }>(
      "SELECT DISTINCT value FROM alert_labels WHERE kind = 'assignee' ORDER BY value LIMIT 1000",
      [],
    );
    const wanted = text.toLowerCase();
    return [...new Set([this.userName, ...rows.map(({ value }) => value)])]
      .filter((name) => name.toLowerCase().includes(wanted))
      .slice(0, SUGGESTED_ASSIGNEES)
      .map((name) => ({ uid: name, name }));
  }

  private where(filter: AlertFilter): Promise<SqlCondition> {
    return alertCondition(this.database, this.snapshots, filter, this.mapping, this.clock());
  }

  private toAlert(row: AlertRow): Alert {
    const source = { ...this.snapshots.get(row.snapshot), ...(JSON.parse(row.document) as Record<string, unknown>) };
    return { _id: row.id, _index: ALERT_INDEX, _source: source };
  }

  /** One alert more than asked for, where there is one. */
  private page(where: SqlCondition, column: string, { sort, size, after }: AlertSearch): AlertRow[] {
    const descending = sort.order === 'desc';
    const position = after === undefined ? undefined : readCursor(after);
    const behind = position ? ` AND (${column}, seq) ${descending ? '<' : '>'} (?, ?)` : '';
    const order = descending ? 'DESC' : 'ASC';
    // The page is found in the narrow rows alone; only its own documents are read.
    return this.database.all<AlertRow>(
      `SELECT page.seq, page.id, page.snapshot, page.sort_value, document FROM (
         SELECT seq, id, snapshot, ${column} AS sort_value FROM alerts WHERE ${where.sql}${behind}
         ORDER BY ${column} ${order}, seq ${order} LIMIT ?) AS page
       JOIN alert_documents USING (seq) ORDER BY page.sort_value ${order}, page.seq ${order}`,
      [...where.params, ...(position ?? []), size + 1],
    );
  }

  /** The alerts that match, with everything that belongs to the same sequences. */
  private async sequencesWith(where: SqlCondition): Promise<SqlCondition> {
    return {
      sql: `(${where.sql} OR group_id IN
        (SELECT group_id FROM alerts WHERE group_id IS NOT NULL AND ${where.sql}))`,
      params: [...where.params, ...where.params],
    };
  }

  private async changeLabels(
    filter: AlertFilter,
    kind: 'tag' | 'assignee',
    path: string,
    change: { add: readonly string[]; remove: readonly string[] },
  ): Promise<AlertUpdateReport> {
    return this.change(await this.where(filter), (seqs) => {
      this.database.run(
        `DELETE FROM alert_labels WHERE kind = ? AND seq IN (SELECT value FROM json_each(?))
           AND value IN (SELECT value FROM json_each(?))`,
        [kind, seqs, JSON.stringify(change.remove)],
      );
      this.database.run(
        `INSERT INTO alert_labels (seq, kind, value)
         SELECT alert.value, ?, label.value FROM json_each(?) AS alert, json_each(?) AS label WHERE true
         ON CONFLICT DO NOTHING`,
        [kind, seqs, JSON.stringify(change.add)],
      );
      this.database.run(
        `UPDATE alert_documents SET document = json_set(document, ?, json((
           SELECT json_group_array(value) FROM alert_labels WHERE seq = alert_documents.seq AND kind = ?)))
         WHERE seq IN (SELECT value FROM json_each(?))`,
        [path, kind, seqs],
      );
    });
  }

  /**
   * Applies a change to all alerts that match now, some at a time. Writers do not meet here, so there are no conflicts.
   * @param apply gets sequence numbers as a JSON list, inside a transaction
   */
  private async change(where: SqlCondition, apply: (seqs: string) => void): Promise<AlertUpdateReport> {
    const rows = this.database.all<{ seq: number }>(`SELECT seq FROM alerts WHERE ${where.sql}`, where.params);
    for (let at = 0; at < rows.length; at += UPDATE_SLICE) {
      const seqs = JSON.stringify(rows.slice(at, at + UPDATE_SLICE).map(({ seq }) => seq));
      this.database.transaction(() => apply(seqs));
      await setImmediate();
    }
    return { updated: rows.length, conflicts: 0, failures: [] };
  }
}

interface AlertRow {
  seq: number;
  id: string;
  snapshot: number;
  sort_value: string | number;
  document: string;
}
