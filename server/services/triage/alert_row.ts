/** A row of the triage grid from an alert document. Pure. */
import type { AlertRow } from '../../../common/api/alerts';
import { score, scoringTables } from '../../../common/scoring';
import type { Alert, AlertStatus } from '../../stack/alerts';
import type { Catalog } from '../catalog';
import { alertField, alertFieldValues, groupIdOf, isBuildingBlock, isShell } from './alert_fields';

/** Labels that replayed and demo events carry. */
const TEST_LABELS = ['labels.demo', 'labels.arsenal_replay'];

function destinationOf(alert: Alert): string | undefined {
  const name =
    alertField(alert, 'destination.ip') ??
    alertField(alert, 'destination.domain') ??
    alertField(alert, 'dns.question.name');
  const port = alertField(alert, 'destination.port');
  if (name === undefined) return port === undefined ? undefined : `port ${port}`;
  return port === undefined ? name : name.includes(':') ? `[${name}]:${port}` : `${name}:${port}`;
}

function present<T extends object>(members: T): Partial<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Partial<T>;
}

export function toAlertRow(alert: Alert, catalog: Catalog): AlertRow {
  const ruleId = alertField(alert, 'kibana.alert.rule.rule_id') ?? '';
  const key = catalog.keyOf(ruleId);
  const pack = key === undefined ? undefined : catalog.rule(key).pack;
  const tables = pack && scoringTables(pack, catalog.packs);
  return {
    id: alert._id,
    index: alert._index,
    at: alertField(alert, '@timestamp') ?? '',
    ruleKey: key ?? ruleId,
    ruleName: alertField(alert, 'kibana.alert.rule.name') ?? '',
    techniqueId: pack?.manifest.technique.id ?? '',
    severity: alertField(alert, 'kibana.alert.severity') ?? 'low',
    riskScore: Number(alertField(alert, 'kibana.alert.risk_score') ?? 0),
    status: (alertField(alert, 'kibana.alert.workflow_status') ?? 'open') as AlertStatus,
    reason: alertField(alert, 'kibana.alert.reason') ?? '',
    tags: alertFieldValues(alert, 'kibana.alert.workflow_tags'),
    assignees: alertFieldValues(alert, 'kibana.alert.workflow_assignee_ids'),
    buildingBlock: isBuildingBlock(alert),
    sequence: isShell(alert),
    testRun: TEST_LABELS.some((label) => alertField(alert, label) !== undefined),
    ...present({
      // The shell of a sequence says when the rule ran, not when its events happened.
      eventAt: isShell(alert) ? undefined : alertField(alert, 'kibana.alert.original_time'),
      score: tables ? score(alert._source, tables) : undefined,
      host: alertField(alert, 'host.name'),
      user: alertField(alert, 'user.name'),
      process: alertField(alert, 'process.name'),
      parentProcess: alertField(alert, 'process.parent.name'),
      destination: destinationOf(alert),
      groupId: groupIdOf(alert),
    }),
  };
}
