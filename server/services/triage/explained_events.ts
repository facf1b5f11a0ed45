/** The events behind an alert, each with the reason why the rule took it. */
import { compile, explain, type Explanation } from '../../../common/eql';
import type { Alert } from '../../stack/alerts';
import type { ServiceDependencies } from '../dependencies';
import { eventsOfAlert } from './alert_events';
import { alertField, rawField } from './alert_fields';

export interface ExplainedEvent {
  id: string;
  /** Of a sequence: the step that the event served. */
  stage?: number;
  event: Record<string, unknown>;
  explanation: Explanation;
}

/** The query that made the alert, where the alert carries it. */
export function queryOf(alert: Alert): string | undefined {
  const parameters = rawField(alert._source, 'kibana.alert.rule.parameters');
  if (typeof parameters !== 'object' || parameters === null) return undefined;
  const { query } = parameters as { query?: unknown };
  return typeof query === 'string' ? query : undefined;
}

/** Only EQL has clauses to show; other rules have no events here. */
export async function explainedEvents(
  deps: ServiceDependencies,
  alert: Alert,
  query: string,
): Promise<ExplainedEvent[]> {
  if (alertField(alert, 'kibana.alert.rule.type') !== 'eql' || query === '') return [];
  const matcher = compile(query);
  const events = await eventsOfAlert(deps, alert);
  return events.map((event, index) => ({
    id: event._id,
    ...(matcher.kind === 'event' ? {} : { stage: index }),
    event: event._source,
    explanation: explain(matcher, event._source),
  }));
}
