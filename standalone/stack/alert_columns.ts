import { valuesOf } from '../../common/allowlist';
import type { NewAlert } from './alert_document';
import type { SqlValue } from './database';

const COLUMN_BY_FIELD = {
  'kibana.alert.uuid': 'id',
  'kibana.alert.rule.rule_id': 'rule_id',
  'kibana.alert.rule.name': 'rule_name',
  'kibana.alert.severity': 'severity',
  'kibana.alert.workflow_status': 'status',
  'kibana.alert.group.id': 'group_id',
  'host.name': 'host_name',
  'user.name': 'user_name',
  'process.name': 'process_name',
  'process.executable': 'process_executable',
  'process.parent.name': 'parent_name',
  'destination.ip': 'destination_ip',
  'destination.port': 'destination_port',
} as const;

const COLUMNS: ReadonlyMap<string, string> = new Map(Object.entries(COLUMN_BY_FIELD));

/**
 * The column of a field of an alert, so that filters, facets and sorting need no document. A name that someone typed never
 * reaches a statement, not even one that every object has, such as `constructor`.
 */
export const columnOf = (field: string): string | undefined => COLUMNS.get(field);

/** Columns that are filled from the event's own fields; these can have several values. */
const EVENT_FIELDS = [
  'host.name',
  'user.name',
  'process.name',
  'process.executable',
  'process.parent.name',
  'destination.ip',
  'destination.port',
] as const;

const SEVERITY_RANK: Readonly<Record<string, number>> = { low: 1, medium: 2, high: 3, critical: 4 };

export const INSERT_ALERT = `INSERT INTO alerts
    (id, time, snapshot, rule_id, rule_name, severity, severity_rank, risk_score, status, building_block, group_id, demo,
     ${EVENT_FIELDS.map((field) => COLUMN_BY_FIELD[field]).join(', ')}, several_values)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ${EVENT_FIELDS.map(() => '?').join(', ')}, ?)
  ON CONFLICT (id) DO NOTHING RETURNING seq`;

/** Values for `INSERT_ALERT`. A column holds the first value of its field; `several_values` says that there are more. */
export function columnValues(
  { id, time, demo, source }: NewAlert,
  snapshotId: number,
  snapshot: Readonly<Record<string, unknown>>,
): SqlValue[] {
  const lists = EVENT_FIELDS.map((field) => valuesOf(source, field).map(String));
  const severity = String(snapshot['kibana.alert.severity']);
  return [
    id,
    time,
    snapshotId,
    String(snapshot['kibana.alert.rule.rule_id']),
    String(snapshot['kibana.alert.rule.name']),
    severity,
    SEVERITY_RANK[severity] ?? 0,
    Number(snapshot['kibana.alert.risk_score']),
    String(source['kibana.alert.workflow_status']),
    source['kibana.alert.building_block_type'] === undefined ? 0 : 1,
    typeof source['kibana.alert.group.id'] === 'string' ? source['kibana.alert.group.id'] : null,
    demo ? 1 : 0,
    ...lists.map(([first]) => first ?? null),
    lists.some((values) => values.length > 1) ? 1 : 0,
  ];
}
