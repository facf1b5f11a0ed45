import type { ElasticsearchDouble } from '../../elasticsearch/double';

/** Alias of the alerts of a space. */
export const alertIndex = (space: string): string => `.alerts-security.alerts-${space}`;
/** The index behind it. */
export const alertBackingIndex = (space: string): string => `.internal.alerts-security.alerts-${space}-000001`;

/** Fields that are mapped before an alert brings them. */
const TYPES = {
  '@timestamp': 'date',
  'kibana.alert.uuid': 'keyword',
  'kibana.alert.severity': 'keyword',
  'kibana.alert.risk_score': 'float',
  'kibana.alert.workflow_status': 'keyword',
  'kibana.alert.workflow_tags': 'keyword',
  'kibana.alert.workflow_assignee_ids': 'keyword',
  'kibana.alert.workflow_reason': 'keyword',
  'kibana.alert.workflow_status_updated_at': 'date',
  'kibana.alert.building_block_type': 'keyword',
  'kibana.alert.group.id': 'keyword',
  'kibana.alert.group.index': 'integer',
  'kibana.alert.case_ids': 'keyword',
  'kibana.alert.rule.rule_id': 'keyword',
  'kibana.alert.rule.uuid': 'keyword',
  'kibana.alert.rule.name': 'keyword',
  'kibana.alert.rule.parameters': 'flattened',
};

/** Stores an alert; the first one of a space makes its index, as the first run of a rule does. */
export function putAlert(
  elasticsearch: ElasticsearchDouble,
  space: string,
  id: string,
  source: Record<string, unknown>,
): void {
  elasticsearch.create(alertBackingIndex(space), TYPES, alertIndex(space));
  elasticsearch.add(alertBackingIndex(space), source, id);
}
