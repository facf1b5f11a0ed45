/** Checks beyond the schema, with the words and status of each (security-api 1.2, 1.11). */
import { z } from 'zod/v3';
import { securityError } from '../errors';
import { problemsOf } from '../schema/zod_problems';
import { readDateMath } from '../schema/date_math';
import type { Call } from '../types';
import type { RuleBody } from './rule_record';
import type { ListRef, RuleRecord } from './rule_table';
import type { RuleKind, RuleSchemas } from './rule_schema';

const DURATION = /^[1-9]\d*[smhd]$/;

/** Exactly one of `id` and `rule_id`. */
export function checkIdentity({ id, rule_id }: { id?: unknown; rule_id?: unknown }): void {
  if (id == null && rule_id == null) throw securityError(400, ['either "id" or "rule_id" must be set']);
  if (id == null || rule_id == null) return;
  throw securityError(400, ['both "id" and "rule_id" cannot exist, choose one or the other']);
}

export function checkContent(body: RuleBody, { features }: Call): void {
  const problems = [...timelineProblems(body), ...thresholdProblems(body, features.thresholdFields)];
  if (problems.length > 0) throw securityError(400, problems);
}

function timelineProblems({ timeline_id, timeline_title }: RuleBody): string[] {
  if (timeline_id != null && timeline_title == null)
    return ['when "timeline_id" exists, "timeline_title" must also exist'];
  if (timeline_id == null && timeline_title != null)
    return ['when "timeline_title" exists, "timeline_id" must also exist'];
  return [];
}

function thresholdProblems({ type, threshold }: RuleBody, most: number): string[] {
  if (type !== 'threshold' || threshold === undefined) return [];
  const { field, cardinality = [] } = threshold as { field: string | string[]; cardinality?: Array<{ field: string }> };
  const fields = [field].flat();
  return [
    ...(fields.length > most ? [`Number of fields must be ${most} or less`] : []),
    ...(cardinality.some((one) => fields.includes(one.field))
      ? ['Cardinality of a field that is being aggregated on is always 1']
      : []),
  ];
}

/** @param self the rule that is changed, which may keep its own list */
export function checkDefaultList(refs: unknown, { state, space }: Call, self?: RuleRecord): void {
  const defaults = ((refs ?? []) as ListRef[]).filter(({ type }) => type === 'rule_default');
  if (defaults.length > 1) throw securityError(500, 'More than one default exception list found on rule');
  const [wanted] = defaults;
  if (wanted === undefined) return;
  const owners = state.rules
    .all(space)
    .filter(({ id, exceptions_list }) => id !== self?.id && exceptions_list.some((ref) => ref.id === wanted.id));
  if (owners.length === 0) return;
  const ids = owners.map(({ id }) => id).join(', ');
  throw securityError(409, `default exception list already exists in rule(s): ${ids}`);
}

/** What the alerting framework checks when it creates a rule. */
export function checkRunnable(body: RuleBody, { state, space }: Call): void {
  if (!state.spaces.has(space)) {
    throw securityError(403, `Unauthorized by "siem" to create "${RULE_TYPE_IDS[String(body['type'])]}" rule`);
  }
  if (body['type'] === 'machine_learning') {
    throw securityError(403, 'The current user is not a machine learning administrator.');
  }
  for (const { id } of (body['actions'] ?? []) as Array<{ id: string }>) {
    if (state.connectors.has(id)) continue;
    throw securityError(400, `Failed to load action ${id} (404): Saved object [action/${id}] not found`);
  }
  const { interval = '5m' } = body as { interval?: string };
  if (!DURATION.test(interval)) {
    throw securityError(
      400,
      `Error validating create data - [schedule.interval]: string is not a valid duration: ${interval}`,
    );
  }
  checkHistory(body);
}

/** A change asks less of an interval, and fails harder. */
export function checkInterval({ interval }: { interval?: unknown }): void {
  if (interval === undefined || DURATION.test(String(interval))) return;
  throw securityError(
    500,
    `Invalid duration "${interval}". Durations must be of the form {number}x. Example: 5s, 5m, 5h or 5d"`,
  );
}

function checkHistory({ type, history_window_start: start, from = 'now-6m' }: RuleBody): void {
  if (type !== 'new_terms') return;
  const begin = readDateMath(String(start), 0) ?? 0;
  if (begin < (readDateMath(String(from), 0) ?? 0)) return;
  throw securityError(
    400,
    'params invalid: History window size is smaller than rule interval + additional lookback, ' +
      "'historyWindowStart' must be earlier than 'from'",
  );
}

/** The language that a kind of rule is tied to. */
const LANGUAGES: Readonly<Record<string, string>> = { eql: 'eql', esql: 'esql' };

/** The type of a rule cannot be changed by replacing it. */
export function checkSameKind(old: RuleRecord, body: RuleBody): void {
  const language = LANGUAGES[old.type];
  const result = z
    .object({
      type: z.literal(old.type),
      ...(language === undefined ? {} : { language: z.literal(language) }),
    })
    .safeParse(body);
  if (!result.success) throw securityError(400, `params invalid: ${result.error.message}`);
}

/** What a change may name for this kind of rule. */
export function checkPatch(old: RuleRecord, body: RuleBody, schemas: RuleSchemas): RuleBody {
  const result = schemas.patchOf(old.type as RuleKind).safeParse(body);
  if (!result.success) throw securityError(400, problemsOf(result.error));
  return result.data as RuleBody;
}

export const RULE_TYPE_IDS: Readonly<Record<string, string>> = {
  eql: 'siem.eqlRule',
  esql: 'siem.esqlRule',
  machine_learning: 'siem.mlRule',
  query: 'siem.queryRule',
  saved_query: 'siem.savedQueryRule',
  threat_match: 'siem.indicatorRule',
  threshold: 'siem.thresholdRule',
  new_terms: 'siem.newTermsRule',
};
