import { ECS_TYPES } from './ecs_types';
import { mappingOf, type Mapping } from './mapping';

/** Fields of an alert beside those of its event, as Elastic's alert index maps them. */
const ALERT_FIELDS = [
  ...['uuid', 'status', 'severity', 'reason', 'building_block_type', 'group.id', 'ancestors.id', 'ancestors.index'],
  ...['ancestors.type', 'ancestors.rule', 'workflow_status', 'workflow_tags', 'workflow_assignee_ids'],
  ...['workflow_reason', 'workflow_user', 'rule.name', 'rule.rule_id', 'rule.uuid', 'rule.tags', 'rule.type'],
  ...['rule.category', 'rule.severity', 'rule.producer', 'rule.threat.technique.id', 'rule.threat.tactic.id'],
].map((name) => `kibana.alert.${name}`);

/** The mapping of alerts whose events have the given mapping. */
export function alertMapping(events: Mapping): Mapping {
  const original = [...Object.entries(events.eql)]
    .filter(([name]) => name.startsWith('event.'))
    .map(([name, type]) => [`kibana.alert.original_${name}`, type] as const);
  const own = ALERT_FIELDS.filter((name) => !ECS_TYPES.has(name)).map((name) => [name, 'keyword'] as const);
  return mappingOf([...Object.entries(events.eql), ...original, ...own]);
}
