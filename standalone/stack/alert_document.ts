/** Alerts in the shape of Elastic Security (reference/security-api.md 1.13, 1.14). */
import { createHash } from 'node:crypto';
import type { InstalledRule } from '../../server/stack/rules';
import { isoTime } from '../events_in';
import { isDocument } from '../events_in/document_shape';
import { reasonOf } from './alert_reason';
import type { ReadEvent } from './event_reader';
import { commonFields } from './common_fields';
import { STACK_VERSION } from './version';

/** An alert about to be stored. */
export interface NewAlert {
  id: string;
  /** When it was raised, milliseconds. */
  time: number;
  demo: boolean;
  /** All fields but those of the rule's snapshot. */
  source: Record<string, unknown>;
}

/** One run of one rule. */
export interface RunContext {
  rule: InstalledRule;
  space: string;
  /** Unique for the run. */
  executionId: string;
  /** When an alert on an event of this time is raised, milliseconds. */
  raisedAt: (event: ReadEvent) => number;
}

/** The alert on a single event. Its id comes from rule and event, so the same event never alerts twice. */
export function eventAlert(event: ReadEvent, context: RunContext): NewAlert {
  const id = digest([event._index, event._id, context.rule.rule_id, context.space]);
  return blockAlert(event, id, context);
}

/**
 * The alerts on a sequence: one building block for each event, and the shell that an analyst sees. The shell has what
 * all blocks have in common. Unlike Kibana's, its `original_time` is that of the last event, not of the run.
 */
export function sequenceAlerts(events: readonly ReadEvent[], context: RunContext): NewAlert[] {
  const key = [...events.flatMap(({ _index, _id }) => [_index, _id]), context.rule.rule_id, context.space];
  const blocks = events.map((event, at) => blockAlert(event, digest([...key, String(at)]), context));
  const last = events[events.length - 1] as ReadEvent;
  const id = digest(blocks.map((block) => block.id));
  const ancestors = events.flatMap((event, at) => [
    eventAncestor(event),
    { id: blocks[at]?.id, type: 'signal', index: '', depth: 1, rule: context.rule.id },
  ]);
  const shared = commonFields(events.map(({ _source }) => _source));
  const time = context.raisedAt(last);
  const source: Record<string, unknown> = {
    ...copiedFields(shared),
    ...freshFields(context, time),
    'kibana.alert.uuid': id,
    'kibana.alert.group.id': id,
    'kibana.alert.depth': 2,
    'kibana.alert.original_time': isoTime(last.time),
    'kibana.alert.ancestors': ancestors,
    'kibana.alert.reason': reasonOf(withoutCategory(shared), context.rule.severity, context.rule.name),
    ...buildingBlockOfRule(context.rule),
  };
  for (const [at, block] of blocks.entries()) {
    block.source['kibana.alert.building_block_type'] = 'default';
    block.source['kibana.alert.group.id'] = id;
    block.source['kibana.alert.group.index'] = at;
  }
  return [{ id, time, demo: last.demo, source }, ...blocks];
}

function blockAlert(event: ReadEvent, id: string, context: RunContext): NewAlert {
  const time = context.raisedAt(event);
  const source: Record<string, unknown> = {
    ...copiedFields(event._source),
    ...freshFields(context, time),
    'kibana.alert.uuid': id,
    'kibana.alert.depth': 1,
    'kibana.alert.original_time': isoTime(event.time),
    'kibana.alert.ancestors': [eventAncestor(event)],
    'kibana.alert.reason': reasonOf(event._source, context.rule.severity, context.rule.name),
    ...buildingBlockOfRule(context.rule),
  };
  return { id, time, demo: event.demo, source };
}

function eventAncestor(event: ReadEvent): Record<string, unknown> {
  return { id: event._id, type: 'event', index: event._index, depth: 0 };
}

function buildingBlockOfRule(rule: InstalledRule): Record<string, unknown> {
  return rule.building_block_type ? { 'kibana.alert.building_block_type': rule.building_block_type } : {};
}

/** Steps of a sequence differ in category as a rule, and Kibana names none for a shell. */
function withoutCategory(shared: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { event: _event, ...rest } = shared;
  return rest;
}

/** The event's fields as an alert carries them: `event.*` flattened, beside it as `original_event`. */
function copiedFields(source: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const copied: Record<string, unknown> = {};
  const originalEvent: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(source)) {
    if (key === '@timestamp' || key === '__proto__' || key === 'kibana' || key.startsWith('kibana.')) continue;
    if (key === 'event' && isDocument(value)) Object.assign(originalEvent, flattened(value, ''));
    else if (key.startsWith('event.')) originalEvent[key.slice('event.'.length)] = value;
    else copied[key] = value;
  }
  for (const [key, value] of Object.entries(originalEvent)) {
    copied[`event.${key}`] = value;
    copied[`kibana.alert.original_event.${key}`] = value;
  }
  copied['event.kind'] = 'signal';
  return copied;
}

function flattened(value: Readonly<Record<string, unknown>>, prefix: string): Record<string, unknown> {
  const flat: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    if (isDocument(inner)) Object.assign(flat, flattened(inner, `${prefix}${key}.`));
    else flat[`${prefix}${key}`] = inner;
  }
  return flat;
}

const CATEGORY_BY_TYPE: Readonly<Record<string, string>> = {
  eql: 'Event Correlation Rule',
  query: 'Custom Query Rule',
};

/** What every alert of a rule has in common as long as the rule is not changed. */
export function ruleSnapshot(rule: InstalledRule, space: string): Record<string, unknown> {
  const parameters = {
    ...pick(rule, ['description', 'risk_score', 'severity', 'note', 'setup', 'license', 'investigation_fields']),
    ...pick(rule, ['author', 'false_positives', 'from', 'to', 'rule_id', 'max_signals', 'threat', 'references']),
    ...pick(rule, [
      'version',
      'exceptions_list',
      'type',
      'language',
      'index',
      'query',
      'filters',
      'timestamp_override',
    ]),
    ...pick(rule, ['timestamp_field', 'event_category_override', 'tiebreaker_field', 'building_block_type', 'meta']),
  };
  const ownFields = {
    ...pick(rule, ['author', 'created_at', 'created_by', 'description', 'enabled', 'exceptions_list']),
    ...pick(rule, ['false_positives', 'from', 'interval', 'license', 'max_signals', 'name', 'note', 'references']),
    ...pick(rule, ['revision', 'rule_id', 'setup', 'tags', 'threat', 'timestamp_override', 'to', 'type']),
    ...pick(rule, ['updated_at', 'updated_by', 'version', 'risk_score', 'severity', 'building_block_type']),
  };
  return {
    ...Object.fromEntries(Object.entries(ownFields).map(([key, value]) => [`kibana.alert.rule.${key}`, value])),
    'kibana.alert.rule.parameters': parameters,
    'kibana.alert.rule.category': CATEGORY_BY_TYPE[rule.type] ?? rule.type,
    'kibana.alert.rule.rule_type_id': `siem.${rule.type}Rule`,
    'kibana.alert.rule.uuid': rule.id,
    'kibana.alert.rule.indices': rule.index ?? [],
    'kibana.alert.rule.producer': 'siem',
    'kibana.alert.rule.consumer': 'siem',
    'kibana.alert.severity': rule.severity,
    'kibana.alert.risk_score': rule.risk_score,
    'kibana.alert.status': 'active',
    'kibana.space_ids': [space],
    'kibana.version': STACK_VERSION,
  };
}

function freshFields({ executionId }: RunContext, time: number): Record<string, unknown> {
  return {
    '@timestamp': isoTime(time),
    'kibana.alert.rule.execution.uuid': executionId,
    'kibana.alert.start': isoTime(time),
    'kibana.alert.last_detected': isoTime(time),
    'kibana.alert.workflow_status': 'open',
    'kibana.alert.workflow_tags': [],
    'kibana.alert.workflow_assignee_ids': [],
  };
}

function pick<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Partial<Pick<T, K>> {
  const picked: Partial<Pick<T, K>> = {};
  for (const key of keys) if (from[key] !== undefined) picked[key] = from[key];
  return picked;
}

/** Parts are framed by their lengths, so that no two lists of parts give the same text. */
function digest(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:${part};`);
  return hash.digest('hex');
}
