/** The document to send to Kibana for a rule: what the port says, on top of what only Kibana's users know about it. */
import { EqlError, parse } from '../../../../common/eql';
import { stackAtLeast } from '../../../../common/rules';
import type { RuleBody } from '../../rules';
import { BODY_FIELDS, type RawRule } from './rule_fields';

/** Set by Kibana alone, or not to be sent any more (security-api 1.2). */
const READ_ONLY = [
  'id',
  'immutable',
  'rule_source',
  'revision',
  'created_at',
  'created_by',
  'updated_at',
  'updated_by',
  'execution_summary',
  'output_index',
  'outcome',
  'alias_target_id',
  'alias_purpose',
];

const NOT_CARRIED = new Set<string>([...READ_ONLY, ...BODY_FIELDS]);

/**
 * A full document: a replacement resets what is left out, so fields that the port does not know (mappings of severity
 * and risk, timeline, response actions, a data view ...) are carried over from the stored rule.
 */
export function ruleDocument(body: RuleBody, current: RawRule | undefined, version: string): Record<string, unknown> {
  const carried = Object.entries(current ?? {}).filter(([field]) => !NOT_CARRIED.has(field));
  return { ...Object.fromEntries(carried), actions: [], ...trimmed(body, version) };
}

/** Without what this version would drop, so that what is sent can be compared with what is stored. */
export function trimmed(body: RuleBody, version: string): RuleBody {
  const { alert_suppression, setup, ...rest } = body;
  return {
    ...rest,
    ...(alert_suppression && stackAtLeast(version, suppressionSince(body)) ? { alert_suppression } : {}),
    ...(setup && stackAtLeast(version, SETUP_SINCE) ? { setup } : {}),
  };
}

/** Until 8.13 only an import can set it and an edit leaves it as it is, so it is neither written nor compared there. */
const SETUP_SINCE = '8.14';

/** The stored rule as far as this version lets it be written. */
export function writablePart(stored: RawRule, version: string): RawRule {
  if (stackAtLeast(version, SETUP_SINCE)) return stored;
  const { setup: _kept, ...rest } = stored;
  return rest as RawRule;
}

/** First version that keeps suppression on a kind of rule (security-api 1.3). */
const SUPPRESSION_SINCE: Readonly<Record<Exclude<RuleBody['type'], 'eql'>, string>> = {
  query: '8.8',
  saved_query: '8.8',
  threshold: '8.12',
  threat_match: '8.13',
  new_terms: '8.14',
  esql: '8.15',
  machine_learning: '8.15',
};

function suppressionSince({ type, query }: RuleBody): string {
  if (type !== 'eql') return SUPPRESSION_SINCE[type];
  return isSequence(query ?? '') ? '8.18' : '8.14';
}

function isSequence(query: string): boolean {
  try {
    return parse(query).query.kind !== 'event';
  } catch (error) {
    // What does not parse here may be newer than we are: the stricter version then.
    if (error instanceof EqlError) return true;
    throw error;
  }
}
