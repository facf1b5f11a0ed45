/** How a body becomes a rule, and what a change leaves of the old one (security-api 1.2, 1.10). */

import type { Call } from '../types';
import type { RuleRecord } from './rule_table';
import { sameContent } from './same_content';

export type RuleBody = Record<string, unknown>;

const DEFAULTS: RuleBody = {
  output_index: '',
  version: 1,
  tags: [],
  risk_score_mapping: [],
  severity_mapping: [],
  interval: '5m',
  from: 'now-6m',
  to: 'now',
  actions: [],
  exceptions_list: [],
  author: [],
  false_positives: [],
  references: [],
  max_signals: 100,
  threat: [],
  related_integrations: [],
  required_fields: [],
  setup: '',
};

const KIND_DEFAULTS: Readonly<Record<string, RuleBody>> = {
  query: { query: '', language: 'kuery' },
  saved_query: { language: 'kuery' },
  threshold: { language: 'kuery' },
  threat_match: { language: 'kuery', threat_indicator_path: 'threat.indicator' },
  new_terms: { language: 'kuery' },
};

/** Kept by a replacement on versions where it cannot write them. */
const IMPORT_ONLY = ['setup', 'required_fields', 'related_integrations'] as const;
/** Not an edit: these may differ without a new revision. */
const NO_EDIT = new Set(['id', 'enabled', 'revision', 'created_at', 'created_by', 'updated_at', 'updated_by']);

export function newRule(body: RuleBody, { state, user, now, features }: Call): RuleRecord {
  return {
    ...DEFAULTS,
    enabled: features.enabledByDefault,
    ...KIND_DEFAULTS[String(body['type'])],
    rule_id: state.newId(),
    ...normalised(body),
    id: state.newId(),
    immutable: false,
    ...(features.ruleSource ? { rule_source: { type: 'internal' } } : {}),
    revision: 0,
    created_at: now,
    created_by: user.name,
    updated_at: now,
    updated_by: user.name,
  } as unknown as RuleRecord;
}

/** The rule after a replacement: what the body leaves out falls back to defaults. */
export function replacedRule(old: RuleRecord, body: RuleBody, call: Call): RuleRecord {
  const { features } = call;
  const { writable } = features;
  const kept = IMPORT_ONLY.filter((field) => {
    if (field === 'setup') return !writable.setup;
    return field === 'required_fields' ? !writable.requiredFields : !writable.relatedIntegrations;
  });
  const rule = {
    ...newRule(body, call),
    ...Object.fromEntries(kept.map((field) => [field, old[field]])),
    ...(body['version'] === undefined ? { version: old.version } : {}),
    ...(body['enabled'] === undefined && features.keepsEnabled ? { enabled: old.enabled } : {}),
    ...serverOwned(old),
  };
  return edited(old, rule, call);
}

/** The rule after a change: only what the body names. */
export function patchedRule(old: RuleRecord, body: RuleBody, call: Call): RuleRecord {
  const { id: _id, rule_id: _ruleId, ...changes } = body;
  return edited(old, { ...old, ...normalised(changes) } as RuleRecord, call);
}

function serverOwned(old: RuleRecord): RuleBody {
  const { id, rule_id, revision, created_at, created_by, execution_summary } = old;
  return {
    id,
    rule_id,
    revision,
    created_at,
    created_by,
    ...(execution_summary === undefined ? {} : { execution_summary }),
  };
}

function edited(old: RuleRecord, rule: RuleRecord, { now, user }: Call): RuleRecord {
  const content = (some: RuleRecord): RuleBody =>
    Object.fromEntries(Object.entries(some).filter(([field]) => !NO_EDIT.has(field) && field !== 'execution_summary'));
  const revision = sameContent(content(old), content(rule)) ? old.revision : old.revision + 1;
  return { ...rule, revision, updated_at: now, updated_by: user.name };
}

/** Members that were left out do not exist; one field of a threshold is a list of one. */
function normalised(body: RuleBody): RuleBody {
  const present = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
  const threshold = present['threshold'] as { field: string | string[] } | undefined;
  if (threshold === undefined) return present;
  return { ...present, threshold: { ...threshold, field: [threshold.field].flat() } };
}

/** Without what only reading shows. */
export function writtenRule(rule: RuleRecord): RuleBody {
  const { execution_summary: _run, ...rest } = rule;
  return rest;
}
