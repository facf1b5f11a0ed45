import * as z from 'zod';
import type { Explanation } from '../eql';
import type { Score } from '../scoring';
import { route } from './contract';
import * as f from './fields';

export const alertStatus = z.enum(['open', 'acknowledged', 'closed']);
/** Elastic's own closing reasons (stored in the alert from 9.2, as a workflow tag before). */
export const closeReason = z.enum(['false_positive', 'true_positive', 'benign_positive', 'duplicate', 'other']);

const REASON_TAG = 'Close reason: ';

/** The workflow tag that carries the reason on stacks whose alerts have no field for it. */
export const closeReasonTag = (reason: string): string => `${REASON_TAG}${reason}`;

/** The reason that a workflow tag carries, if one of the tags does. */
export const closeReasonOfTags = (tags: readonly string[]): string | undefined =>
  tags.find((tag) => tag.startsWith(REASON_TAG))?.slice(REASON_TAG.length);

export const alertFilter = z.object({
  range: f.timeRange.optional(),
  techniqueId: f.techniqueId.optional(),
  ruleKeys: z.array(f.ruleKey).max(100).optional(),
  statuses: z.array(alertStatus).max(3).optional(),
  severities: z
    .array(z.enum(['low', 'medium', 'high', 'critical']))
    .max(4)
    .optional(),
  tags: z.array(z.string().max(256)).max(20).optional(),
  assignees: z.array(z.string().max(256)).max(20).optional(),
  /** Exact values of one field each. */
  terms: z.record(z.string().max(256), z.array(z.string().max(1_024)).max(50)).optional(),
  kql: z.string().max(f.MAX_QUERY).optional(),
  /** Show building blocks (CP-2, NP-7 and the steps of sequences) too. */
  buildingBlocks: z.boolean().optional(),
  ids: z.array(f.id).max(f.MAX_SELECTION).optional(),
});
export type AlertFilterBody = z.infer<typeof alertFilter>;

export const alertRow = z.object({
  id: z.string(),
  index: z.string(),
  at: z.string(),
  /** When the event itself happened. */
  eventAt: z.string().optional(),
  ruleKey: z.string(),
  ruleName: z.string(),
  techniqueId: z.string(),
  severity: z.string(),
  riskScore: z.number(),
  /** Process risk x port suspicion, where the event has both. */
  score: f.owned<Score>().optional(),
  host: z.string().optional(),
  user: z.string().optional(),
  process: z.string().optional(),
  parentProcess: z.string().optional(),
  destination: z.string().optional(),
  status: alertStatus,
  reason: z.string(),
  tags: z.array(z.string()),
  assignees: z.array(z.string()),
  buildingBlock: z.boolean(),
  sequence: z.boolean(),
  groupId: z.string().optional(),
  /** Made by replayed or demo telemetry. */
  testRun: z.boolean(),
});
export type AlertRow = z.infer<typeof alertRow>;

const bucket = z.object({ value: z.string(), count: z.number() });

export const searchAlerts = route({
  id: 'alerts.search',
  method: 'post',
  path: '/alerts/search',
  tier: 'view',
  summary: 'The triage queue: a page of alerts, facets and a histogram',
  body: z.object({
    filter: alertFilter,
    size: z.number().int().min(0).max(500).default(50),
    sort: z
      .object({
        field: z.enum([
          '@timestamp',
          'kibana.alert.risk_score',
          'kibana.alert.severity',
          'host.name',
          'kibana.alert.rule.name',
        ]),
        order: z.enum(['asc', 'desc']),
      })
      .default({ field: '@timestamp', order: 'desc' }),
    after: z.string().max(2_000).optional(),
    /** Group by one of these; each gives at most 50 buckets. */
    facets: z
      .array(
        z.enum([
          'host.name',
          'user.name',
          'process.name',
          'destination.ip',
          'kibana.alert.rule.name',
          'kibana.alert.severity',
          'kibana.alert.workflow_status',
        ]),
      )
      .max(7)
      .default([]),
    histogramBuckets: z.number().int().min(1).max(200).optional(),
  }),
  response: z.object({
    alerts: z.array(alertRow),
    total: z.number(),
    next: z.string().optional(),
    facets: z.record(z.string(), z.array(bucket)),
    histogram: z.array(z.object({ at: z.string(), count: z.number() })),
  }),
});

const report = z.object({
  updated: z.number(),
  conflicts: z.number(),
  failures: z.array(z.object({ id: z.string(), message: z.string() })),
});

export const setAlertStatus = route({
  id: 'alerts.status',
  method: 'post',
  path: '/alerts/status',
  tier: 'triage',
  summary:
    'Acknowledges, closes (with reason) or reopens a selection or all matches; sequences with their building blocks',
  body: z.object({ filter: alertFilter, status: alertStatus, reason: closeReason.optional(), comment: f.optionalLine }),
  response: report,
});

export const changeAlertTags = route({
  id: 'alerts.tags',
  method: 'post',
  path: '/alerts/tags',
  tier: 'triage',
  summary: 'Adds and removes workflow tags',
  body: z.object({
    filter: alertFilter,
    add: z.array(z.string().trim().min(1).max(256)).max(20).default([]),
    remove: z.array(z.string().max(256)).max(20).default([]),
  }),
  response: report,
});

export const changeAlertAssignees = route({
  id: 'alerts.assignees',
  method: 'post',
  path: '/alerts/assignees',
  tier: 'triage',
  summary: 'Assigns and unassigns people',
  body: z.object({
    filter: alertFilter,
    add: z.array(f.id).max(20).default([]),
    remove: z.array(f.id).max(20).default([]),
  }),
  response: report,
});

export const suggestAssignees = route({
  id: 'alerts.suggestAssignees',
  method: 'get',
  path: '/alerts/assignees/suggest',
  tier: 'triage',
  summary: 'People that alerts can be assigned to',
  query: z.object({ text: z.string().max(100).default('') }),
  response: z.object({ people: z.array(z.object({ uid: z.string(), name: z.string() })) }),
});

/** An event of an alert with the reason why the rule took it. */
const explainedEvent = z.object({
  id: z.string(),
  /** Step of a sequence, 0-based. */
  stage: z.number().optional(),
  event: f.jsonDocument,
  explanation: f.owned<Explanation>(),
});

export const getAlert = route({
  id: 'alerts.get',
  method: 'get',
  path: '/alerts/{alertId}',
  tier: 'view',
  summary: 'One alert with its explanation, events and related alerts',
  params: z.object({ alertId: f.id }),
  response: z.object({
    row: alertRow,
    source: f.jsonDocument,
    /** The query that made the alert; `current` is false when the rule has changed since. */
    query: z.string(),
    queryIsCurrent: z.boolean(),
    events: z.array(explainedEvent),
    related: z.object({
      sameHost: z.array(alertRow),
      sameProcess: z.array(alertRow),
      sameDestination: z.array(alertRow),
    }),
    /** Ticked playbook steps of this alert. */
    playbook: z.object({
      done: z.record(z.string(), z.object({ by: z.string(), at: z.string(), note: z.string().optional() })),
      version: z.string().optional(),
    }),
    suppressed: z.number().optional(),
  }),
});

export const tickPlaybook = route({
  id: 'alerts.playbook',
  method: 'put',
  path: '/alerts/{alertId}/playbook',
  tier: 'triage',
  summary: 'Ticks or unticks a playbook step of an alert',
  params: z.object({ alertId: f.id }),
  body: z.object({
    stepId: z.string().min(1).max(100),
    done: z.boolean(),
    note: f.optionalLine,
    version: f.version.optional(),
  }),
  response: z.object({
    done: z.record(z.string(), z.object({ by: z.string(), at: z.string(), note: z.string().optional() })),
    version: z.string(),
  }),
});

export const addToCase = route({
  id: 'alerts.addToCase',
  method: 'post',
  path: '/alerts/case',
  tier: 'triage',
  summary: 'Attaches alerts to a case, new or existing (only where the stack has cases)',
  body: z.object({
    alertIds: z.array(f.id).min(1).max(1_000),
    caseId: f.id.optional(),
    title: z.string().max(160).optional(),
    description: z.string().max(f.MAX_TEXT).optional(),
  }),
  response: z.object({ caseId: z.string() }),
});
