/** What goes into a case beside the alerts: why each of them fired. */
import { decidingConditions, type AlertVerdict, type CaseVerdict } from '../../../common/case_verdict';
import type { ServiceDependencies } from '../dependencies';
import { toAlertRow } from './alert_row';
import { explainedEvents, queryOf, type ExplainedEvent } from './explained_events';

/** Nobody reads more in a case, and its attachments are small. */
const MOST_ALERTS = 10;
const MOST_EVENTS = 10;

/** Of a sequence only the step that an event served: the others are about other events. */
function conditionsOf({ stage, explanation }: ExplainedEvent): AlertVerdict['events'][number] {
  return decidingConditions((stage === undefined ? undefined : explanation.stages[stage]?.root) ?? explanation.root);
}

async function alertVerdict(deps: ServiceDependencies, alertId: string): Promise<AlertVerdict | undefined> {
  const { stack, catalog, state } = deps;
  const alert = await stack.alerts.get(alertId);
  if (!alert) return undefined;
  const { ruleKey, ruleName, techniqueId, at, eventAt, host, user } = toAlertRow(alert, catalog);
  const installed = (await state.installed()).get(ruleKey);
  const query = queryOf(alert) ?? installed?.query ?? '';
  const events = await explainedEvents(deps, alert, query);
  return {
    alertId,
    ruleKey,
    ruleName,
    techniqueId,
    at: eventAt ?? at,
    ...(host === undefined ? {} : { host }),
    ...(user === undefined ? {} : { user }),
    ruleChanged: installed?.query !== query,
    events: events.slice(0, MOST_EVENTS).map(conditionsOf),
  };
}

/** @param alertIds that were added to a case at once */
export async function caseVerdict(deps: ServiceDependencies, alertIds: readonly string[]): Promise<CaseVerdict> {
  const verdicts = await Promise.all(alertIds.slice(0, MOST_ALERTS).map((id) => alertVerdict(deps, id)));
  const alerts = verdicts.filter((verdict) => verdict !== undefined);
  return { alerts, more: alertIds.length - alerts.length };
}
