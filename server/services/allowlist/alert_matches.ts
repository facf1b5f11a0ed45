/** Which alerts exception items would have hidden. Pure. */
import { compileItems, type ExceptionItem, type ItemContext } from '../../../common/allowlist';
import type { Alert } from '../../stack/alerts';
import { alertField, groupIdOf, isBlockOfSequence } from '../triage/alert_fields';

export interface AlertMatches {
  /** Alerts that were looked at; a sequence counts once. */
  checked: number;
  hidden: Alert[];
}

/**
 * A sequence is hidden when one of its events is: items remove single events before anything is matched, so the shell,
 * which only has what all its events share, is judged by its building blocks.
 */
export function alertsHidden(
  alerts: readonly Alert[],
  items: readonly ExceptionItem[],
  context: ItemContext,
): AlertMatches {
  const compiled = compileItems(items, context);
  const hides = (alert: Alert) => compiled.hiddenBy(alert._source) !== undefined;
  const hiddenGroups = new Set(
    alerts.filter((alert) => isBlockOfSequence(alert) && hides(alert)).map((alert) => groupIdOf(alert)),
  );
  const heads = alerts.filter((alert) => !isBlockOfSequence(alert));
  const hidden = heads.filter((alert) => {
    const group = groupIdOf(alert);
    return group === undefined ? hides(alert) : hiddenGroups.has(group);
  });
  return { checked: heads.length, hidden };
}

export function hiddenSample(
  alerts: readonly Alert[],
): Array<{ id: string; at: string; rule: string; host?: string; status: string }> {
  return alerts.map((alert) => {
    const host = alertField(alert, 'host.name');
    return {
      id: alert._id,
      at: alertField(alert, '@timestamp') ?? '',
      rule: alertField(alert, 'kibana.alert.rule.name') ?? '',
      ...(host ? { host } : {}),
      status: alertField(alert, 'kibana.alert.workflow_status') ?? 'open',
    };
  });
}
