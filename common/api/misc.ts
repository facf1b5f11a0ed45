/** Small resources: saved searches, saved views, activity log, explain, events, settings, environment. */
import * as z from 'zod';
import type { ItemExplanation } from '../allowlist';
import type { Explanation } from '../eql';
import { route } from './contract';
import * as f from './fields';
import { alertFilter } from './alerts';

export const savedSearch = z.object({
  id: z.string(),
  key: z.string(),
  title: z.string(),
  description: z.string(),
  kql: z.string(),
  columns: z.array(z.string()),
  index: z.string(),
  edited: z.boolean(),
});

export const listSearches = route({
  id: 'searches.list',
  method: 'get',
  path: '/searches',
  tier: 'view',
  summary: 'Saved searches that are seeded',
  response: z.object({ searches: z.array(savedSearch) }),
});

export const seedSearches = route({
  id: 'searches.seed',
  method: 'post',
  path: '/searches/seed',
  tier: 'manage',
  summary: 'Seeds the saved searches of packs; existing ones are left as they are',
  body: z.object({ packIds: z.array(z.string().min(1).max(100)).min(1).max(100) }),
  response: z.object({
    results: z.array(z.object({ key: z.string(), ok: z.boolean(), message: z.string().optional() })),
  }),
});

/** The export of a space that a change was made from. */
export const activityOrigin = z.object({ space: z.string(), at: z.string(), by: z.string() });
export type ActivityOrigin = z.infer<typeof activityOrigin>;

export const activityEntry = z.object({
  id: z.string(),
  at: z.string(),
  by: z.string(),
  /** What was done, e.g. `tuning.save`, `allowlist.create`, `content.apply`. */
  action: z.string(),
  techniqueId: z.string().optional(),
  ruleKey: z.string().optional(),
  /** All rules it is about, when there are several. */
  ruleKeys: z.array(z.string()).optional(),
  entryId: z.string().optional(),
  summary: z.string(),
  reason: z.string().optional(),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
  override: f.override.optional(),
  /** Present when it came with a file from another space. */
  origin: activityOrigin.optional(),
});
export type ActivityEntry = z.infer<typeof activityEntry>;

export const listActivity = route({
  id: 'activity.list',
  method: 'get',
  path: '/activity',
  tier: 'view',
  summary: 'Who changed what, when and why, newest first',
  query: z.object({
    techniqueId: f.techniqueId.optional(),
    ruleKey: f.ruleKey.optional(),
    entryId: f.id.optional(),
    action: z.string().max(60).optional(),
    size: z.coerce.number().int().min(1).max(200).default(50),
    after: z.string().max(2_000).optional(),
  }),
  response: z.object({ entries: z.array(activityEntry), total: z.number(), next: z.string().optional() }),
});

/** Why one rule alerts on an event, or the first thing that stops it. */
export interface ExplainedRule {
  ruleKey: string;
  ruleName: string;
  techniqueId: string;
  /** The one answer, in the order in which things can stop an alert. */
  outcome:
    | 'would_alert'
    | 'index_not_read'
    | 'not_matched'
    | 'stage_of_sequence'
    | 'allowlisted'
    | 'not_installed'
    | 'disabled'
    | 'cannot_be_judged';
  /** The answer as a sentence. */
  sentence: string;
  explanation?: Explanation;
  /** Items that hide the event, or that came near. */
  items: ItemExplanation[];
  /** Next and last run, and whether the look-back covers the event's time. */
  schedule?: { interval: string; from: string; lastRunAt?: string; coversEvent: boolean };
  /** The last run hit the alert limit, so an alert may be missing although the rule matched. */
  capHit?: boolean;
  /** An alert that exists for the event. */
  alertId?: string;
}

export const explainEvent = route({
  id: 'explain.event',
  method: 'post',
  path: '/explain',
  tier: 'view',
  summary: 'An event against all rules: clause tree, first deciding false clause, allowlist, schedule, cap',
  body: z.object({
    event: f.jsonDocument.optional(),
    eventId: f.id.optional(),
    index: z.string().max(256).optional(),
    ruleKeys: z.array(f.ruleKey).max(100).optional(),
  }),
  response: z.object({ event: f.jsonDocument, rules: z.array(f.owned<ExplainedRule>()) }),
});

export const searchEvents = route({
  id: 'events.search',
  method: 'post',
  path: '/events/search',
  tier: 'view',
  summary: 'Raw events: the event view behind saved searches and hunts',
  body: z.object({
    index: z.array(z.string().min(1).max(256)).min(1).max(20),
    range: f.timeRange,
    kql: z.string().max(f.MAX_QUERY).optional(),
    terms: z.record(z.string().max(256), z.array(z.string().max(1_024)).max(50)).optional(),
    ids: z.array(f.id).max(500).optional(),
    size: z.number().int().min(0).max(500).default(50),
    order: z.enum(['asc', 'desc']).default('desc'),
    after: z.string().max(2_000).optional(),
    histogramBuckets: z.number().int().min(1).max(200).optional(),
  }),
  response: z.object({
    events: z.array(z.object({ id: z.string(), index: z.string(), source: f.jsonDocument })),
    total: z.number(),
    next: z.string().optional(),
    histogram: z.array(z.object({ at: z.string(), count: z.number() })),
  }),
});

export const savedView = z.object({
  id: z.string(),
  name: f.line,
  filter: alertFilter,
  columns: z.array(z.string().max(100)).max(50),
  groupBy: z.string().max(100).optional(),
  by: z.string(),
  version: z.string(),
});

export const listViews = route({
  id: 'views.list',
  method: 'get',
  path: '/views',
  tier: 'view',
  summary: 'Saved triage views of the space',
  response: z.object({ views: z.array(savedView) }),
});

export const saveView = route({
  id: 'views.save',
  method: 'post',
  path: '/views',
  tier: 'triage',
  summary: 'Saves a triage view, new or (with id and version) replacing one',
  body: z.object({
    id: f.id.optional(),
    version: f.version.optional(),
    name: f.line,
    filter: alertFilter,
    columns: z.array(z.string().max(100)).max(50).default([]),
    groupBy: z.string().max(100).optional(),
  }),
  response: z.object({ view: savedView }),
});

export const deleteView = route({
  id: 'views.delete',
  method: 'delete',
  path: '/views/{viewId}',
  tier: 'triage',
  summary: 'Removes a saved triage view',
  params: z.object({ viewId: f.id }),
  response: z.object({ deleted: z.boolean() }),
});

const remoteEnvironment = z.object({
  kibanaUrl: z.string(),
  elasticsearchUrl: z.string(),
  /** Name of the API key, never the key. */
  keyName: z.string().optional(),
  /** Where tunings, runs and activity are kept. */
  documents: z.string(),
  /** What the connection check at the start said. */
  findings: z.array(z.object({ level: z.enum(['ok', 'warn', 'fail']), text: z.string() })),
  connection: z.discriminatedUnion('status', [
    z.object({ status: z.literal('connected') }),
    z.object({ status: z.literal('lost'), since: z.string(), reason: z.string() }),
    z.object({ status: z.literal('refused'), since: z.string(), reason: z.string() }),
  ]),
});
export type RemoteEnvironment = z.infer<typeof remoteEnvironment>;

export const getEnvironment = route({
  id: 'environment.get',
  method: 'get',
  path: '/environment',
  tier: 'view',
  summary: 'What the stack behind the workbench is and can do, who is asking, limits and retention',
  response: z.object({
    kind: z.enum(['kibana', 'embedded']),
    stackVersion: z.string(),
    pluginVersion: z.string(),
    space: z.string(),
    user: z.string(),
    tier: z.enum(['none', 'view', 'triage', 'tune', 'manage']),
    features: z.object({
      closeReason: z.boolean(),
      assignees: z.boolean(),
      cases: z.boolean(),
      kibanaApps: z.boolean(),
    }),
    demoData: z.boolean(),
    /** Limits that are shown: retention of events, alerts, activity and runs (embedded), export sizes. */
    limits: z.record(z.string(), z.union([z.number(), z.string()])),
    /** Where the workbench runs locally against someone else's Kibana, with an API key. */
    remote: remoteEnvironment.optional(),
  }),
});
