/** Alerts in the shape of Elastic Security, compared with those of a real 8.12.2 (security-api 1.13, 1.14). */
import { createHash } from 'node:crypto';
import { commonFields } from '../../../../standalone/stack/common_fields';
import { reasonOf } from '../../../../standalone/stack/alert_reason';
import type { StoredDocument } from '../../elasticsearch/index_store';
import { RULE_TYPE_IDS } from '../rules/rule_checks';
import type { Run } from './rule_runner';

type Source = Record<string, unknown>;

export interface NewAlert {
  id: string;
  source: Source;
}

/** One alert for an event; for a sequence a shell and a building block for each of its events. */
export function alertsOf(events: readonly StoredDocument[], run: Run): NewAlert[] {
  const [only] = events;
  if (only && events.length === 1) return [eventAlert(only, run)];
  return sequenceAlerts(events, run);
}

function eventAlert(event: StoredDocument, run: Run, salt = ''): NewAlert {
  const id = digest([event._index, event._id, `${run.rule.id}:${run.space}`, salt]);
  const time = new Date(Date.parse(String(event._source['@timestamp']))).toISOString();
  const source = {
    ...copied(event._source),
    ...fresh(run),
    'kibana.alert.uuid': id,
    'kibana.alert.depth': 1,
    'kibana.alert.original_time': time,
    'kibana.alert.ancestors': [ancestor(event)],
    'kibana.alert.reason': reasonOf(event._source, String(run.rule['severity']), run.rule.name),
  };
  return { id, source };
}

function sequenceAlerts(events: readonly StoredDocument[], run: Run): NewAlert[] {
  const key = digest(events.map(({ _index, _id }) => `${_index}/${_id}`));
  const blocks = events.map((event, at) => eventAlert(event, run, `${key}:${at}`));
  const id = digest([key, run.rule.id, run.space]);
  const shared = commonFields(events.map(({ _source }) => _source));
  const ancestors = events.flatMap((event, at) => [
    ancestor(event),
    { id: blocks[at]?.id, type: 'signal', index: '', depth: 1, rule: run.rule.id },
  ]);
  const { event: _event, ...withoutEvent } = shared;
  const shell = {
    ...copied(shared),
    ...fresh(run),
    'kibana.alert.uuid': id,
    'kibana.alert.group.id': id,
    'kibana.alert.depth': 2,
    // Not the events' time: a shell says when its first block was made.
    'kibana.alert.original_time': blocks[0]?.source['@timestamp'],
    'kibana.alert.ancestors': ancestors,
    'kibana.alert.reason': reasonOf(withoutEvent, String(run.rule['severity']), run.rule.name),
  };
  for (const [at, { source }] of blocks.entries()) {
    source['kibana.alert.building_block_type'] = 'default';
    source['kibana.alert.group.id'] = id;
    source['kibana.alert.group.index'] = at;
  }
  return [...blocks, { id, source: shell }];
}

function ancestor({ _id, _index }: StoredDocument): Source {
  return { id: _id, type: 'event', index: _index, depth: 0 };
}

/** Fields of the event; `event.*` with dotted names, and once more as `original_event`. */
function copied(source: Source): Source {
  const { '@timestamp': _time, event = {}, ...rest } = source;
  const flat = Object.entries(event as Source);
  return {
    ...rest,
    ...Object.fromEntries(flat.map(([name, value]) => [`event.${name}`, value])),
    ...Object.fromEntries(flat.map(([name, value]) => [`kibana.alert.original_event.${name}`, value])),
    'event.kind': 'signal',
  };
}

const CATEGORIES: Readonly<Record<string, string>> = { eql: 'Event Correlation Rule', query: 'Custom Query Rule' };
/** Members of a rule that stand beside `kibana.alert.rule.parameters`, not in it. */
const NO_PARAMETERS = (
  'id name tags enabled interval actions created_at created_by updated_at updated_by revision output_index ' +
  'execution_summary rule_source'
).split(' ');
const RULE_FIELDS = (
  'actions author created_at description enabled exceptions_list false_positives from immutable interval license ' +
  'max_signals note references risk_score_mapping rule_id severity_mapping threat timestamp_override to type updated_at ' +
  'version risk_score severity name revision tags building_block_type'
).split(' ');

function fresh({ rule, executionId, state, space, version }: Run): Source {
  const parameters = Object.fromEntries(Object.entries(rule).filter(([name]) => !NO_PARAMETERS.includes(name)));
  const fields = RULE_FIELDS.filter((name) => rule[name] !== undefined).map((name) => [
    `kibana.alert.rule.${name}`,
    rule[name],
  ]);
  const by = (name: string): unknown => (state.hasUsers ? rule[name] : '');
  return {
    ...(Object.fromEntries(fields) as Source),
    'kibana.alert.rule.parameters': parameters,
    'kibana.alert.rule.category': CATEGORIES[rule.type],
    'kibana.alert.rule.consumer': 'siem',
    'kibana.alert.rule.producer': 'siem',
    'kibana.alert.rule.rule_type_id': RULE_TYPE_IDS[rule.type],
    'kibana.alert.rule.uuid': rule.id,
    'kibana.alert.rule.indices': rule['index'] ?? [],
    'kibana.alert.rule.execution.uuid': executionId,
    'kibana.alert.rule.created_by': by('created_by'),
    'kibana.alert.rule.updated_by': by('updated_by'),
    'kibana.alert.severity': rule['severity'],
    'kibana.alert.risk_score': rule['risk_score'],
    'kibana.alert.status': 'active',
    'kibana.alert.workflow_status': 'open',
    'kibana.alert.workflow_tags': [],
    'kibana.alert.workflow_assignee_ids': [],
    ...(rule['building_block_type'] ? { 'kibana.alert.building_block_type': rule['building_block_type'] } : {}),
    'kibana.space_ids': [space],
    'kibana.version': version,
    '@timestamp': new Date(state.now()).toISOString(),
  };
}

function digest(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
