/** Explains an event, pasted or stored, against the rules of the packs. */
import type { ExplainedRule } from '../../../common/api/misc';
import type { Alert } from '../../stack/alerts';
import type { ServiceDependencies } from '../dependencies';
import type { GuardService } from '../guard/guard_service';
import { Refusal, found } from '../refusal';
import { alertField, ancestorEvents } from '../triage/alert_fields';
import { explainRule } from './event_explainer';

/** Alerts that are looked through for those made from the event. */
const ALERTS = 500;

export interface ExplainRequest {
  event?: Record<string, unknown>;
  eventId?: string;
  index?: string;
  ruleKeys?: readonly string[];
}

export class ExplainService {
  constructor(
    private readonly deps: ServiceDependencies,
    private readonly guard: GuardService,
  ) {}

  async explain(request: ExplainRequest): Promise<{ event: Record<string, unknown>; rules: ExplainedRule[] }> {
    const { catalog, state, clock } = this.deps;
    const { event, index, id } = await this.event(request);
    const keys = (request.ruleKeys ?? catalog.keys()).map((key) => catalog.rule(key).template.id);
    const [rules, installed, items, lists, alerts] = await Promise.all([
      this.guard.rules(keys),
      state.installed(),
      state.itemsByRule(),
      state.valueLists(),
      id === undefined ? new Map<string, string>() : this.alertsOf(id, event),
    ]);
    const context = { now: clock(), valueLists: new Map(lists.map((list) => [list.id, list])) };
    return {
      event,
      rules: rules.map((rule) =>
        explainRule({
          rule,
          techniqueId: catalog.techniqueOf(rule.id),
          installed: installed.get(rule.id),
          items: items.get(rule.id) ?? [],
          event,
          index,
          context,
          alertId: alerts.get(rule.id),
        }),
      ),
    };
  }

  private async event({ event, eventId, index }: ExplainRequest) {
    if (eventId !== undefined) {
      const hit = found(await this.deps.stack.events.get(eventId, index), `Event ${eventId}`);
      return { event: hit._source, index: hit._index, id: hit._id };
    }
    if (event === undefined) throw new Refusal('invalid', 'Paste an event, or name a stored one by its id');
    return { ...unwrapped(event), id: undefined };
  }

  /** Alerts by rule key that were made from the event. They are at or after its time, so few have to be looked at. */
  private async alertsOf(eventId: string, event: Record<string, unknown>): Promise<Map<string, string>> {
    const { stack, catalog, clock } = this.deps;
    const from = String(event['@timestamp'] ?? '');
    const range = Number.isNaN(Date.parse(from))
      ? undefined
      : { from: new Date(from).toISOString(), to: new Date(clock()).toISOString() };
    const { alerts } = await stack.alerts.search({
      ruleIds: catalog.keys().map((key) => catalog.ruleId(key)),
      ...(range ? { range } : {}),
      buildingBlocks: 'exclude',
      size: ALERTS,
      sort: { field: '@timestamp', order: 'asc' },
    });
    const made = (alert: Alert) => ancestorEvents(alert).some(({ id }) => id === eventId);
    return new Map(
      alerts.filter(made).flatMap((alert) => {
        const key = catalog.keyOf(alertField(alert, 'kibana.alert.rule.rule_id') ?? '');
        return key === undefined ? [] : [[key, alert._id] as const];
      }),
    );
  }
}

/** A pasted document may be an Elasticsearch hit; then its index is known too. */
export function unwrapped(pasted: Record<string, unknown>): {
  event: Record<string, unknown>;
  index: string | undefined;
} {
  const { _source: source, _index: index } = pasted;
  if (typeof source !== 'object' || source === null || Array.isArray(source))
    return { event: pasted, index: undefined };
  return { event: source as Record<string, unknown>, index: typeof index === 'string' ? index : undefined };
}
