/** Alerts that exist in a window, as far as the comparison of an impact needs them. */
import { closeReasonOfTags } from '../../../common/api/alerts';
import type { ExistingAlert, ImpactWindow } from '../../../common/impact';
import type { Alert } from '../../stack/alerts';
import type { ServiceDependencies } from '../dependencies';
import { alertField, alertFieldValues, ancestorEvents, isBlockOfSequence } from '../triage/alert_fields';

const PAGE = 500;
/** 10,000 alerts: as many as matches are compared. */
const MAX_PAGES = 20;

/** Alerts are made at or after their events, so those of the window lie between its start and now. */
export async function existingAlerts(
  { stack, catalog, clock }: Pick<ServiceDependencies, 'stack' | 'catalog' | 'clock'>,
  keys: readonly string[],
  window: ImpactWindow,
): Promise<ExistingAlert[]> {
  const found: ExistingAlert[] = [];
  let after: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await stack.alerts.search({
      ruleIds: keys.map((key) => catalog.ruleId(key)),
      range: { from: window.from, to: new Date(clock()).toISOString() },
      buildingBlocks: 'include',
      size: PAGE,
      sort: { field: '@timestamp', order: 'desc' },
      ...(after ? { after } : {}),
    });
    found.push(
      ...answer.alerts
        .filter((alert) => !isBlockOfSequence(alert))
        .map((alert) => toExisting(alert, catalog.keyOf(alertField(alert, 'kibana.alert.rule.rule_id') ?? '') ?? '')),
    );
    if (answer.next === undefined) break;
    after = answer.next;
  }
  return found;
}

function toExisting(alert: Alert, ruleKey: string): ExistingAlert {
  const tags = alertFieldValues(alert, 'kibana.alert.workflow_tags');
  const closeReason = alertField(alert, 'kibana.alert.workflow_reason') ?? closeReasonOfTags(tags);
  return {
    id: alert._id,
    ruleId: ruleKey,
    eventIds: ancestorEvents(alert).map(({ id }) => id),
    status: (alertField(alert, 'kibana.alert.workflow_status') ?? 'open') as ExistingAlert['status'],
    tags,
    ...(closeReason ? { closeReason } : {}),
  };
}
