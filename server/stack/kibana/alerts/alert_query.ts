/** The port's alert filter as Query DSL. */
import type { AlertFilter } from '../../alerts';
import type { ElasticsearchApi } from '../apis';
import type { Purpose } from '../errors';
import { kqlFilter } from '../search/kql_filter';
import { windowOf } from '../search/time_range';
import { allOf, inRange, type Dsl } from '../search/types';

export const READ_ALERTS: Purpose = {
  what: 'read alerts',
  takes: 'the index privilege read on the alerts of Elastic Security in this space',
};

export function alertIndex(space: string): string[] {
  return [`.alerts-security.alerts-${space}`];
}

const BLOCK: Dsl = { exists: { field: 'kibana.alert.building_block_type' } };

/** @throws StackError `rejected` for KQL that does not parse (`position` in the details) */
export async function alertQuery(elasticsearch: ElasticsearchApi, space: string, filter: AlertFilter): Promise<Dsl> {
  const { ruleIds, range, statuses, severities, tags, assignees, terms = {}, kql = '', ids, groupId } = filter;
  if (range) windowOf(range);
  const anyOf = (field: string, values: readonly string[] | undefined): Dsl[] =>
    values ? [{ terms: { [field]: values } }] : [];
  const blocks = filter.buildingBlocks ?? 'exclude';
  return allOf(
    [
      ...anyOf('kibana.alert.rule.rule_id', ruleIds),
      ...(range ? [inRange('@timestamp', range)] : []),
      ...anyOf('kibana.alert.workflow_status', statuses),
      ...anyOf('kibana.alert.severity', severities),
      ...anyOf('kibana.alert.workflow_tags', tags),
      ...anyOf('kibana.alert.workflow_assignee_ids', assignees),
      ...Object.entries(terms).flatMap(([field, values]) => anyOf(field, values)),
      ...(ids ? [{ ids: { values: ids } }] : []),
      ...(groupId === undefined ? [] : [{ term: { 'kibana.alert.group.id': groupId } }]),
      ...(blocks === 'only' ? [BLOCK] : []),
      ...(await kqlFilter(elasticsearch, alertIndex(space), kql)),
    ],
    blocks === 'exclude' ? [BLOCK] : [],
  );
}
