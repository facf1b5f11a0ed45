/** The raw events behind an alert: what rules, conditions and explanations are about. */
import type { Alert } from '../../stack/alerts';
import type { EventHit } from '../../stack/events';
import type { ServiceDependencies } from '../dependencies';
import { alertField, ancestorEvents, groupIdOf, isShell, type EventRef } from './alert_fields';

/** Longest sequence that Elasticsearch accepts has 256 stages; nobody reads more events than this of one alert. */
const MAX_EVENTS = 100;

/** The alert's copy of the event, without what the detection engine added. */
function eventOfAlert(alert: Alert): EventHit {
  const source = Object.fromEntries(
    Object.entries(alert._source).filter(
      ([key]) => key !== 'kibana' && !key.startsWith('kibana.') && !key.startsWith('signal.'),
    ),
  );
  const time = alertField(alert, 'kibana.alert.original_time');
  return { _id: alert._id, _index: alert._index, _source: time ? { ...source, '@timestamp': time } : source };
}

/** Building blocks of a shell, in the order of the sequence. */
export async function blocksOf({ stack }: Pick<ServiceDependencies, 'stack'>, alert: Alert): Promise<Alert[]> {
  const groupId = groupIdOf(alert);
  const ruleId = alertField(alert, 'kibana.alert.rule.rule_id');
  if (!isShell(alert) || groupId === undefined || ruleId === undefined) return [];
  const { alerts } = await stack.alerts.search({
    ruleIds: [ruleId],
    groupId,
    buildingBlocks: 'only',
    size: MAX_EVENTS,
    sort: { field: '@timestamp', order: 'asc' },
  });
  const position = (block: Alert) => Number(alertField(block, 'kibana.alert.group.index') ?? 0);
  return alerts.sort((a, b) => position(a) - position(b));
}

/** An event that has left the store is replaced by the copy in its alert. */
export async function eventsOfAlert(deps: Pick<ServiceDependencies, 'stack'>, alert: Alert): Promise<EventHit[]> {
  const { stack } = deps;
  const fetch = ({ id, index }: EventRef) => stack.events.get(id, index || undefined);
  if (isShell(alert)) {
    const blocks = await blocksOf(deps, alert);
    return Promise.all(
      blocks.map(async (block) => {
        const ref = ancestorEvents(block)[0];
        return (ref && (await fetch(ref))) ?? eventOfAlert(block);
      }),
    );
  }
  const ref = ancestorEvents(alert)[0];
  return [(ref && (await fetch(ref))) ?? eventOfAlert(alert)];
}
