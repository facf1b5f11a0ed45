/** Bodies of rules as Kibana's schemas accept them (security-api 1.2, 1.3). Order of members is order of problems. */
import { z } from 'zod/v3';
import type { Features } from '../features';
import { isDateMath } from '../schema/date_math';

const text = z.string();
const filled = z.string().min(1);
const texts = z.array(text);

const reference = { id: text, name: text, reference: text };
const threat = z.object({
  framework: text,
  tactic: z.object(reference),
  technique: z.array(z.object({ ...reference, subtechnique: z.array(z.object(reference)).optional() })).optional(),
});

export const exceptionListRef = z.object({
  id: filled,
  list_id: filled,
  type: z.enum([
    'detection',
    'rule_default',
    'endpoint',
    'endpoint_trusted_apps',
    'endpoint_events',
    'endpoint_host_isolation_exceptions',
    'endpoint_blocklists',
  ]),
  namespace_type: z.enum(['agnostic', 'single']),
});

const severity = z.enum(['low', 'medium', 'high', 'critical']);

const action = z.object({
  action_type_id: text,
  group: text,
  id: text,
  params: z.record(z.unknown()),
  uuid: filled.optional(),
  alerts_filter: z.record(z.unknown()).optional(),
  frequency: z
    .object({
      summary: z.boolean(),
      notifyWhen: z.enum(['onActiveAlert', 'onThrottleInterval', 'onActionGroupChange']),
      throttle: text.nullable(),
    })
    .optional(),
});

const requiredField = z.object({ name: filled, type: filled });
const relatedIntegration = z.object({ package: filled, version: filled, integration: filled.optional() });

const required = {
  name: filled,
  description: filled,
  risk_score: z.number().int().min(0).max(100),
  severity,
};

const optional = {
  rule_name_override: text.optional(),
  timestamp_override: text.optional(),
  timestamp_override_fallback_disabled: z.boolean().optional(),
  timeline_id: filled.optional(),
  timeline_title: filled.optional(),
  license: text.optional(),
  note: text.optional(),
  building_block_type: text.optional(),
  output_index: text.optional(),
  namespace: text.optional(),
  meta: z.record(z.unknown()).optional(),
  investigation_fields: z.object({ field_names: z.array(filled).min(1) }).optional(),
};

const withDefaults = {
  version: z.number().int().min(1).optional(),
  tags: texts.optional(),
  enabled: z.boolean().optional(),
  risk_score_mapping: z
    .array(
      z.object({
        field: text,
        operator: z.literal('equals'),
        value: text,
        risk_score: z.number().int().min(0).max(100).optional(),
      }),
    )
    .optional(),
  severity_mapping: z.array(z.object({ field: text, operator: z.literal('equals'), severity, value: text })).optional(),
  interval: text.optional(),
  from: z.string().refine(isDateMath, 'Failed to parse date-math expression').optional(),
  to: text.optional(),
  actions: z.array(action).optional(),
  exceptions_list: z.array(exceptionListRef).optional(),
  author: texts.optional(),
  false_positives: texts.optional(),
  references: texts.optional(),
  max_signals: z.number().int().min(1).optional(),
  threat: z.array(threat).optional(),
};

const written = {
  setup: text.optional(),
  related_integrations: z.array(relatedIntegration).optional(),
  required_fields: z.array(requiredField).optional(),
};

const where = { index: texts.optional(), data_view_id: text.optional(), filters: z.array(z.unknown()).optional() };
const kql = z.enum(['kuery', 'lucene']);

const duration = z.object({ value: z.number().int().min(1), unit: z.enum(['s', 'm', 'h']) });
const suppression = z.object({
  group_by: texts.min(1).max(3),
  duration: duration.optional(),
  missing_fields_strategy: z.enum(['doNotSuppress', 'suppress']).optional(),
});

const threshold = z.object({
  field: z.union([text, texts]),
  value: z.number().int().min(1),
  cardinality: z.array(z.object({ field: text, value: z.number().int().min(0) })).optional(),
});

const threatMapping = z
  .array(z.object({ entries: z.array(z.object({ field: filled, type: z.literal('mapping'), value: filled })) }))
  .min(1);

/** Members of a kind of rule, beside those of all rules: what it must have first. */
const KINDS = {
  eql: {
    required: { query: text, language: z.literal('eql') },
    optional: {
      ...where,
      event_category_override: text.optional(),
      tiebreaker_field: text.optional(),
      timestamp_field: text.optional(),
    },
  },
  query: {
    required: {},
    optional: { ...where, saved_id: text.optional(), query: text.optional(), language: kql.optional() },
  },
  saved_query: {
    required: { saved_id: text },
    optional: { ...where, query: text.optional(), language: kql.optional() },
  },
  threshold: {
    required: { query: text, threshold },
    optional: { ...where, saved_id: text.optional(), language: kql.optional() },
  },
  threat_match: {
    required: { query: text, threat_query: text, threat_mapping: threatMapping, threat_index: texts },
    optional: {
      ...where,
      saved_id: text.optional(),
      threat_filters: z.array(z.unknown()).optional(),
      threat_indicator_path: text.optional(),
      threat_language: kql.optional(),
      concurrent_searches: z.number().int().min(1).optional(),
      items_per_search: z.number().int().min(1).optional(),
      language: kql.optional(),
    },
  },
  machine_learning: {
    required: {
      anomaly_threshold: z.number().int().min(0).max(100),
      machine_learning_job_id: z.union([text, texts.min(1)]),
    },
    optional: {},
  },
  new_terms: {
    required: { query: text, new_terms_fields: texts.min(1).max(3), history_window_start: filled },
    optional: { ...where, language: kql.optional() },
  },
  esql: { required: { language: z.literal('esql'), query: text }, optional: {} },
} as const;

export type RuleKind = keyof typeof KINDS;
export const RULE_KINDS = Object.keys(KINDS) as RuleKind[];

/** Bodies of one Kibana version. */
export interface RuleSchemas {
  create: z.ZodTypeAny;
  replace: z.ZodTypeAny;
  patch: z.ZodTypeAny;
  imported: z.ZodTypeAny;
  preview: z.ZodTypeAny;
  /** The members of a kind of rule that a change may name. */
  patchOf(kind: RuleKind): z.ZodTypeAny;
}

const identity = { id: text.optional(), rule_id: filled.optional() };

export function ruleSchemas(features: Features): RuleSchemas {
  const kinds = RULE_KINDS.map((kind) => kindMembers(kind, features));
  const always = { ...required, ...optional, ...withDefaults, ...writtenMembers(features) };
  const imported = {
    rule_id: filled,
    immutable: z.literal(false).optional(),
    ...written,
    ...(features.writable.requiredFields
      ? {}
      : { required_fields: z.array(requiredField.extend({ ecs: z.boolean() })).optional() }),
  };
  return {
    create: union(kinds, { ...always, rule_id: filled.optional() }),
    replace: union(kinds, { ...always, ...identity }),
    imported: union(kinds, { ...required, ...optional, ...withDefaults, ...imported }),
    preview: union(kinds, {
      ...always,
      rule_id: filled.optional(),
      invocationCount: z.number().int(),
      timeframeEnd: text,
    }),
    patch: z.union(
      kinds.map(({ kind, members }) => patchOf(kind, { ...always, ...identity, ...members })) as unknown as [
        z.ZodTypeAny,
        z.ZodTypeAny,
      ],
    ),
    patchOf: (kind) => patchOf(kind, { ...always, ...identity, ...kindMembers(kind, features).members }),
  };
}

interface Kind {
  kind: RuleKind;
  members: z.ZodRawShape;
}

function kindMembers(kind: RuleKind, { suppression: keeps, responseActions }: Features): Kind {
  const members: z.ZodRawShape = { ...KINDS[kind].required, ...KINDS[kind].optional };
  if (keeps.has(kind)) {
    members['alert_suppression'] = (kind === 'threshold' ? z.object({ duration }) : suppression).optional();
  }
  if (responseActions === undefined || responseActions.has(kind)) {
    members['response_actions'] = z.array(z.record(z.unknown())).optional();
  }
  return { kind, members };
}

/** Fields that older versions take in an import only. */
function writtenMembers({ writable }: Features): z.ZodRawShape {
  return {
    ...(writable.setup ? { setup: written.setup } : {}),
    ...(writable.relatedIntegrations ? { related_integrations: written.related_integrations } : {}),
    ...(writable.requiredFields ? { required_fields: written.required_fields } : {}),
  };
}

function union(kinds: readonly Kind[], members: z.ZodRawShape): z.ZodTypeAny {
  const branches = kinds.map((kind) => z.object({ ...members, type: z.literal(kind.kind), ...kind.members }));
  return z.discriminatedUnion('type', branches as unknown as [z.ZodDiscriminatedUnionOption<'type'>]);
}

function patchOf(kind: RuleKind, members: z.ZodRawShape): z.ZodTypeAny {
  return z.object({ type: z.literal(kind), ...members }).partial();
}
