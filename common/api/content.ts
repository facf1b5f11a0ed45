import * as z from 'zod';
import { route } from './contract';
import * as f from './fields';

const packIds = z.array(z.string().min(1).max(100)).min(1).max(100);

export const fieldDiff = z.object({
  field: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  cause: z.string().optional(),
});

export const planItem = z.object({
  kind: z.enum(['rule', 'exception_list', 'data_view', 'saved_search']),
  id: z.string(),
  name: z.string(),
  packId: z.string(),
  action: z.enum(['create', 'update', 'unchanged', 'blocked', 'remove', 'keep']),
  /** Why it is blocked or kept, in words. */
  reason: z.string().optional(),
  /** The user changed these fields: only taken back when the apply request names the rule in `overwrite`. */
  userEdits: z.array(fieldDiff),
  diff: z.array(fieldDiff),
  enabledByDefault: z.boolean().optional(),
});
export type PlanItem = z.infer<typeof planItem>;

export const contentPlan = z.object({
  packIds: z.array(z.string()),
  items: z.array(planItem),
  counts: z.object({
    create: z.number(),
    update: z.number(),
    unchanged: z.number(),
    blocked: z.number(),
    remove: z.number(),
  }),
  /** Guard verdict of the outcome, for upgrades that meet tunings and entries. */
  warnings: z.array(z.string()),
});
export type ContentPlan = z.infer<typeof contentPlan>;

export const applyEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), total: z.number() }),
  z.object({
    type: z.literal('item'),
    kind: z.string(),
    id: z.string(),
    name: z.string(),
    outcome: z.enum(['created', 'updated', 'unchanged', 'enabled', 'removed', 'skipped', 'failed']),
    message: z.string().optional(),
    done: z.number(),
  }),
  z.object({ type: z.literal('end'), succeeded: z.number(), failed: z.number(), unchanged: z.number() }),
  /** The work stopped; running it again goes on where it stopped. */
  z.object({ type: z.literal('failed'), code: z.string(), message: z.string() }),
]);
export type ApplyEvent = z.infer<typeof applyEvent>;

export const planContent = route({
  id: 'content.plan',
  method: 'post',
  path: '/content/plan',
  tier: 'view',
  summary: 'What an install or update would write. Writes nothing',
  body: z.object({ packIds }),
  response: contentPlan,
});

export const applyContent = route({
  id: 'content.apply',
  method: 'post',
  path: '/content/apply',
  tier: 'manage',
  summary:
    'Installs or updates packs; one result per object, streamed. Running it again changes nothing or completes what failed',
  body: z.object({
    packIds,
    /** Rule keys to enable after all is written and read back; omitted = those the packs enable by default. */
    enable: z.array(f.ruleKey).max(1_000).optional(),
    /** Rule keys whose user edits may be taken back. */
    overwrite: z.array(f.ruleKey).max(1_000).default([]),
  }),
  response: applyEvent,
  stream: true,
});

export const planUninstall = route({
  id: 'content.uninstallPlan',
  method: 'post',
  path: '/content/uninstall/plan',
  tier: 'view',
  summary: 'What an uninstall would remove and what stays. Writes nothing',
  body: z.object({ packIds }),
  response: contentPlan,
});

export const uninstallContent = route({
  id: 'content.uninstall',
  method: 'post',
  path: '/content/uninstall',
  tier: 'manage',
  summary: 'Removes rules, lists and searches of packs; alerts, tunings and histories stay',
  body: z.object({ packIds, removeEntries: z.boolean().default(false), reason: f.reason }),
  response: applyEvent,
  stream: true,
});

export const ruleDrift = z.object({
  ruleKey: z.string(),
  ruleId: z.string(),
  name: z.string(),
  packId: z.string(),
  state: z.enum(['in_sync', 'drifted', 'missing', 'not_installed', 'outdated', 'unknown_version']),
  fields: z.array(fieldDiff),
  /** Of the installed rule; absent where there is none. */
  enabled: z.boolean().optional(),
  /** Who changed the installed rule last, and when. */
  changed: z.object({ by: z.string(), at: z.string() }).optional(),
});
export type RuleDrift = z.infer<typeof ruleDrift>;

export const getDrift = route({
  id: 'content.drift',
  method: 'get',
  path: '/content/drift',
  tier: 'view',
  summary: 'Bundled against installed, per rule and field, with the cause',
  response: z.object({ rules: z.array(ruleDrift) }),
});

export const restoreRules = route({
  id: 'content.restore',
  method: 'post',
  path: '/content/restore',
  tier: 'manage',
  summary: 'Puts drifted rules back to what the pack and the saved tuning render',
  body: z.object({ ruleKeys: z.array(f.ruleKey).min(1).max(1_000), reason: f.reason }),
  response: applyEvent,
  stream: true,
});

export const setEnabled = route({
  id: 'content.setEnabled',
  method: 'post',
  path: '/content/enabled',
  tier: 'manage',
  summary: 'Enables or disables rules of the packs',
  body: z.object({ ruleKeys: z.array(f.ruleKey).min(1).max(1_000), enabled: z.boolean(), reason: f.reason.optional() }),
  response: z.object({
    results: z.array(z.object({ ruleKey: z.string(), ok: z.boolean(), message: z.string().optional() })),
  }),
});
