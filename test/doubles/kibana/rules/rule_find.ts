/** `_find`, and the rules that a KQL filter of a bulk action means (security-api 1.5). */
import { z } from 'zod/v3';
import { KqlSyntaxError } from '../../../../common/kql';
import { badQuery, securityError, windowProblem } from '../errors';
import { FilterKeyProblem, objectFilter, type ObjectType } from '../schema/object_filter';
import { problemsOf, queryObject } from '../schema/zod_problems';
import type { Call, Route } from '../types';
import { RULE_TYPE_IDS } from './rule_checks';
import type { RuleRecord } from './rule_table';

const SORT_FIELDS = [
  'created_at',
  'createdAt',
  'enabled',
  'execution_summary.last_execution.date',
  'execution_summary.last_execution.metrics.execution_gap_duration_s',
  'execution_summary.last_execution.metrics.total_indexing_duration_ms',
  'execution_summary.last_execution.metrics.total_search_duration_ms',
  'execution_summary.last_execution.status',
  'name',
  'risk_score',
  'riskScore',
  'severity',
  'updated_at',
  'updatedAt',
] as const;

const findQuery = z.object({
  fields: z.union([z.string(), z.array(z.string())]).optional(),
  filter: z.string().optional(),
  sort_field: z.enum(SORT_FIELDS).optional(),
  sort_order: z.enum(['asc', 'desc']).optional(),
  page: z.coerce.number().int().min(1).default(1),
  per_page: z.coerce.number().int().min(0).default(20),
});

const ATTRIBUTES: ObjectType = {
  name: 'alert',
  attributes: {
    name: 'text',
    tags: 'keyword',
    enabled: 'boolean',
    alertTypeId: 'keyword',
    consumer: 'keyword',
    createdAt: 'date',
    updatedAt: 'date',
    createdBy: 'keyword',
    updatedBy: 'keyword',
    revision: 'long',
    'schedule.interval': 'keyword',
    params: 'flattened',
    'mapped_params.risk_score': 'long',
    'mapped_params.severity': 'keyword',
  },
};

const ALL_KINDS = ['eql', 'esql', 'machine_learning', 'query', 'saved_query', 'threat_match', 'threshold', 'new_terms']
  .map((type) => `alert.attributes.alertTypeId: ${RULE_TYPE_IDS[type]}`)
  .join(' OR ');

const SEVERITY_ORDER = ['low', 'medium', 'high', 'critical'];

export const ruleFindRoute: Route = {
  method: 'GET',
  path: '/api/detection_engine/rules/_find',
  version: '2023-10-31',
  privilege: 'rules-read',
  handler: (call) => {
    const result = findQuery.safeParse(queryObject(call.query));
    if (!result.success) throw badQuery(problemsOf(result.error));
    const { filter = '', sort_field, sort_order, page, per_page, fields } = result.data;
    if ((sort_field === undefined) !== (sort_order === undefined)) {
      throw securityError(400, ['when "sort_order" and "sort_field" must exist together or not at all']);
    }
    // A defect of Kibana: the route reads times that were not asked for.
    if (fields !== undefined) throw securityError(500, "Cannot read properties of undefined (reading 'toISOString')");
    if (page * per_page > 10_000) throw securityError(400, windowProblem(page * per_page));
    const rules = sorted(rulesOf(filter, call), sort_field, sort_order);
    const data = rules.slice((page - 1) * per_page, page * per_page);
    return { body: { page, perPage: per_page, total: rules.length, data } };
  },
};

/** @throws Refusal 500 for KQL that does not parse, 400 for a key that Kibana does not know */
export function rulesOf(filter: string, { state, space }: Call): RuleRecord[] {
  const kql = filter === '' ? `(${ALL_KINDS})` : `(${ALL_KINDS}) AND (${filter})`;
  try {
    const fits = objectFilter(kql, [ATTRIBUTES], state.now());
    return state.rules.all(space).filter((rule) => fits({ type: 'alert', attributes: attributesOf(rule) }));
  } catch (error) {
    if (error instanceof KqlSyntaxError) throw securityError(500, error.message);
    if (error instanceof FilterKeyProblem) throw securityError(400, `${error.message}: Bad Request`);
    throw error;
  }
}

/** The rule as the saved object that filters are asked about. */
function attributesOf(rule: RuleRecord): Record<string, unknown> {
  const params = Object.fromEntries(
    Object.entries(rule).map(([field, value]) => [
      camelCase(field),
      typeof value === 'boolean' ? String(value) : value,
    ]),
  );
  return {
    name: rule.name,
    tags: rule.tags,
    enabled: rule.enabled,
    alertTypeId: RULE_TYPE_IDS[rule.type],
    consumer: 'siem',
    createdAt: rule.created_at,
    updatedAt: rule.updated_at,
    createdBy: rule['created_by'],
    updatedBy: rule['updated_by'],
    revision: rule.revision,
    schedule: { interval: rule.interval },
    params,
    mapped_params: { risk_score: rule['risk_score'], severity: rule['severity'] },
  };
}

const camelCase = (name: string): string => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());

function sorted(rules: RuleRecord[], field: string | undefined, order: string | undefined): RuleRecord[] {
  if (field === undefined) return rules;
  const path = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).split('.');
  const valueOf = (rule: RuleRecord): string | number => {
    const value = path.reduce<unknown>((inner, part) => (inner as Record<string, unknown> | undefined)?.[part], rule);
    if (field === 'severity') return SEVERITY_ORDER.indexOf(String(value));
    return typeof value === 'number' ? value : String(value ?? '');
  };
  const sign = order === 'desc' ? -1 : 1;
  return [...rules].sort((a, b) => {
    const [left, right] = [valueOf(a), valueOf(b)];
    return left === right ? 0 : left < right ? -sign : sign;
  });
}
