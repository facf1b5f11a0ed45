/** A rule in Kibana's answer, and what of it the port knows. */
import { sameValue } from '../../../../common/rules/drift';
import type { ExceptionListRef, InstalledRule, RuleBody, RuleRun } from '../../rules';
import { member } from '../answer_text';

/** A rule as Kibana sends it: more fields than the port has. */
export type RawRule = Readonly<Record<string, unknown>> & { id: string; rule_id: string; type: string };

/** The members of the port's RuleBody. */
export const BODY_FIELDS = [
  'rule_id',
  'type',
  'language',
  'name',
  'description',
  'query',
  'index',
  'filters',
  'enabled',
  'interval',
  'from',
  'to',
  'severity',
  'risk_score',
  'max_signals',
  'tags',
  'threat',
  'references',
  'false_positives',
  'author',
  'license',
  'note',
  'setup',
  'timestamp_override',
  'timestamp_field',
  'event_category_override',
  'tiebreaker_field',
  'building_block_type',
  'investigation_fields',
  'alert_suppression',
  'exceptions_list',
  'actions',
  'version',
  'meta',
] as const satisfies ReadonlyArray<keyof RuleBody>;

const STATUS: Readonly<Record<string, RuleRun['status']>> = {
  'going to run': 'running',
  running: 'running',
  succeeded: 'succeeded',
  'partial failure': 'warning',
  failed: 'failed',
};

/** Kibana fills texts that were never set with empty ones; they are left out. */
export function toInstalledRule(raw: RawRule): InstalledRule {
  const body = Object.fromEntries(
    BODY_FIELDS.flatMap((field) => (raw[field] == null || raw[field] === '' ? [] : [[field, raw[field]]])),
  );
  return {
    ...(body as unknown as RuleBody),
    tags: (raw['tags'] as string[] | undefined) ?? [],
    threat: (raw['threat'] as unknown[] | undefined) ?? [],
    exceptions_list: (raw['exceptions_list'] as ExceptionListRef[] | undefined) ?? [],
    id: raw.id,
    revision: Number(raw['revision'] ?? 0),
    created_at: String(raw['created_at'] ?? ''),
    created_by: String(raw['created_by'] ?? ''),
    updated_at: String(raw['updated_at'] ?? ''),
    updated_by: String(raw['updated_by'] ?? ''),
    ...(typeof raw['data_view_id'] === 'string' ? { dataViewId: raw['data_view_id'] } : {}),
    ...lastRunOf(raw),
  };
}

function lastRunOf(raw: RawRule): { lastRun?: RuleRun } {
  const run = member(raw['execution_summary'], 'last_execution');
  const at = member(run, 'date');
  if (typeof at !== 'string') return {};
  return {
    lastRun: {
      at,
      status: STATUS[String(member(run, 'status'))] ?? 'running',
      message: String(member(run, 'message') ?? ''),
    },
  };
}

/** Kibana completes what it stores (ids of actions, defaults inside objects), so these are not compared. */
const NOT_COMPARED = new Set(['actions', 'meta', 'version', 'exceptions_list', 'rule_id']);
/** Have a value in Kibana also when none was written. */
const WITH_DEFAULT = new Set(['language', 'to', 'max_signals']);

/**
 * Fields that do not read back as written: older versions drop what they do not know without a word, and an import over
 * an existing rule keeps what the new body leaves out (security-api 1.7).
 */
export function fieldsNotKept(written: RuleBody, stored: RawRule): string[] {
  const fields = BODY_FIELDS.filter((field) => {
    if (NOT_COMPARED.has(field) || (written[field] === undefined && WITH_DEFAULT.has(field))) return false;
    return !sameValue(written[field], stored[field]) && !holds(stored[field], written[field]);
  });
  const linked = new Set(((stored['exceptions_list'] as ExceptionListRef[]) ?? []).map(({ list_id }) => list_id));
  const wanted = written.exceptions_list.map(({ list_id }) => list_id);
  const links = wanted.length !== linked.size || wanted.some((id) => !linked.has(id));
  return links ? [...fields, 'exceptions_list'] : fields;
}

/** An object with at least the members that were written. */
function holds(stored: unknown, written: unknown): boolean {
  if (typeof written !== 'object' || written === null || Array.isArray(written)) return false;
  return Object.entries(written).every(([name, value]) => sameValue(value, member(stored, name)));
}
