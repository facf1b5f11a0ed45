import * as z from 'zod';
import type { Breadth, Candidate, HealthFinding } from '../allowlist';
import { route } from './contract';
import type { GuardReport } from './guard';
import * as f from './fields';

const field = z.string().min(1).max(256);
const operator = z.enum(['included', 'excluded']);
const value = z.string().min(1).max(f.MAX_VALUE);

/** Conditions in Kibana's spelling of exception entries (security-api 2.3). */
export const condition = z.discriminatedUnion('type', [
  z.object({ type: z.literal('match'), field, operator, value }),
  z.object({ type: z.literal('match_any'), field, operator, value: z.array(value).min(1).max(f.MAX_VALUES) }),
  z.object({ type: z.literal('wildcard'), field, operator, value }),
  z.object({ type: z.literal('exists'), field, operator }),
  z.object({ type: z.literal('list'), field, operator, list: z.object({ id: f.id, type: z.string().max(50) }) }),
  z.object({
    type: z.literal('nested'),
    field,
    entries: z
      .array(
        z.discriminatedUnion('type', [
          z.object({ type: z.literal('match'), field, operator, value }),
          z.object({ type: z.literal('match_any'), field, operator, value: z.array(value).min(1).max(f.MAX_VALUES) }),
          z.object({ type: z.literal('exists'), field, operator }),
        ]),
      )
      .min(1)
      .max(100),
  }),
]);

/** What a person writes. One entry may cover several rules: it becomes one exception item in each rule's own list. */
export const entryDraft = z.object({
  name: f.line,
  ruleKeys: z.array(f.ruleKey).min(1).max(100),
  conditions: z.array(condition).min(1).max(100),
  /** Only on these operating systems; absent = on all. */
  osTypes: z
    .array(z.enum(['linux', 'macos', 'windows']))
    .max(3)
    .optional(),
  reason: f.reason,
  owner: f.optionalLine,
  ticket: f.optionalLine,
  /** Absent = no expiry. */
  expiresAt: f.isoTime.optional(),
  /** Template it was made from, e.g. `A-1571-03`. */
  templateId: z.string().max(50).optional(),
  /** Alert it was made from. */
  alertId: f.id.optional(),
});
export type EntryDraft = z.infer<typeof entryDraft>;

export const entry = entryDraft.extend({
  id: z.string(),
  version: z.string(),
  state: z.enum(['active', 'disabled', 'expired', 'expiring']),
  createdAt: z.string(),
  createdBy: z.string(),
  updatedAt: z.string(),
  updatedBy: z.string(),
  override: f.override.optional(),
  /** False for an item that was written elsewhere (Elastic Security, its API, an import): judged and shown like ours. */
  managed: z.boolean(),
  comments: z.array(z.object({ text: z.string(), by: z.string(), at: z.string() })),
});
export type Entry = z.infer<typeof entry>;

export const entryRow = entry.extend({
  breadth: f.owned<Breadth>(),
  findings: z.array(f.owned<HealthFinding>()),
  /** Worst verdict that the entry causes over the expectations; `caught` when it changes nothing. */
  verdict: z.string(),
  /** Alerts of its rules in range that it would have hidden (lower bound when `matchesAtLeast`). */
  matchesInRange: z.number(),
  matchesAtLeast: z.boolean(),
  lastMatchedAt: z.string().optional(),
});
export type EntryRow = z.infer<typeof entryRow>;

export const entryPreview = z.object({
  guard: f.owned<GuardReport>(),
  findings: z.array(f.owned<HealthFinding>()),
  breadth: f.owned<Breadth>(),
  /** Of the last `alertsChecked` alerts of the rules, how many the entry would have hidden. */
  alertsChecked: z.number(),
  alertsHidden: z.number(),
  /** Ids of up to 20 of them. */
  hiddenSample: z.array(
    z.object({ id: z.string(), at: z.string(), rule: z.string(), host: z.string().optional(), status: z.string() }),
  ),
});
export type EntryPreview = z.infer<typeof entryPreview>;

const entryParams = z.object({ entryId: f.id });
const guarded = z.object({ version: f.version, reason: f.reason, override: f.override.optional() });
const saved = z.object({ entry, guard: f.owned<GuardReport>() });

export const listEntries = route({
  id: 'allowlist.list',
  method: 'get',
  path: '/allowlist',
  tier: 'view',
  summary: 'Allowlist entries with breadth, verdict, matches and findings',
  query: z.object({
    techniqueId: f.techniqueId.optional(),
    ruleKey: f.ruleKey.optional(),
    from: f.isoTime.optional(),
    to: f.isoTime.optional(),
  }),
  response: z.object({ entries: z.array(entryRow) }),
});

export const previewEntry = route({
  id: 'allowlist.preview',
  method: 'post',
  path: '/allowlist/preview',
  tier: 'view',
  summary: 'What an entry would do: guard, findings, breadth, alerts it would have hidden. Writes nothing',
  body: z.object({ draft: entryDraft.partial({ reason: true, name: true }), replacesEntryId: f.id.optional() }),
  response: entryPreview,
});

export const createEntry = route({
  id: 'allowlist.create',
  method: 'post',
  path: '/allowlist',
  tier: 'tune',
  summary: 'Creates an entry; blinding or rule-breaking ones are refused with 409 unless overridden',
  body: entryDraft.extend({ override: f.override.optional() }),
  response: saved,
});

export const updateEntry = route({
  id: 'allowlist.update',
  method: 'put',
  path: '/allowlist/{entryId}',
  tier: 'tune',
  summary: 'Replaces an entry; guarded like a create',
  params: entryParams,
  body: entryDraft.extend({ version: f.version, override: f.override.optional() }),
  response: saved,
});

export const disableEntry = route({
  id: 'allowlist.disable',
  method: 'post',
  path: '/allowlist/{entryId}/disable',
  tier: 'tune',
  summary: 'Switches an entry off; it stays, with its history',
  params: entryParams,
  body: z.object({ version: f.version, reason: f.reason }),
  response: z.object({ entry }),
});

export const enableEntry = route({
  id: 'allowlist.enable',
  method: 'post',
  path: '/allowlist/{entryId}/enable',
  tier: 'tune',
  summary: 'Switches a disabled entry on again; guarded like a create',
  params: entryParams,
  body: guarded,
  response: saved,
});

export const renewEntry = route({
  id: 'allowlist.renew',
  method: 'post',
  path: '/allowlist/{entryId}/renew',
  tier: 'tune',
  summary: 'Gives an entry a later expiry; guarded like a create',
  params: entryParams,
  body: guarded.extend({ expiresAt: f.isoTime }),
  response: saved,
});

export const deleteEntry = route({
  id: 'allowlist.delete',
  method: 'delete',
  path: '/allowlist/{entryId}',
  tier: 'tune',
  summary: 'Removes an entry; its history stays and it can be brought back from there',
  params: entryParams,
  body: z.object({ version: f.version, reason: f.reason }),
  response: z.object({ deleted: z.boolean() }),
});

export const entryRevision = z.object({
  at: z.string(),
  by: z.string(),
  action: z.string(),
  reason: z.string(),
  before: entry.partial().optional(),
  after: entry.partial().optional(),
});

export const entryHistory = route({
  id: 'allowlist.history',
  method: 'get',
  path: '/allowlist/{entryId}/history',
  tier: 'view',
  summary: 'Who changed an entry, when and why, newest first',
  params: entryParams,
  response: z.object({ revisions: z.array(entryRevision) }),
});

export const undoEntry = route({
  id: 'allowlist.undo',
  method: 'post',
  path: '/allowlist/{entryId}/undo',
  tier: 'tune',
  summary: 'Takes back the last change of an entry (also a removal); guarded like a create',
  params: entryParams,
  /** Version of the entry that was looked at; absent for one that was removed. */
  body: z.object({ version: f.version.optional(), reason: f.reason, override: f.override.optional() }),
  response: z.object({ entry: entry.optional(), guard: f.owned<GuardReport>() }),
});

export const proposeEntries = route({
  id: 'allowlist.propose',
  method: 'post',
  path: '/allowlist/propose',
  tier: 'view',
  summary:
    'Entry candidates for alerts, from narrow to broad, each with verdict, breadth and count; several alerts give their common cause',
  body: z.object({ alertIds: z.array(f.id).min(1).max(100) }),
  response: z.object({
    candidates: z.array(
      z.object({
        candidate: f.owned<Candidate>(),
        /** Rules of the alerts: what the entry would cover. */
        ruleKeys: z.array(z.string()),
        guard: f.owned<GuardReport>(),
        breadth: f.owned<Breadth>(),
        alertsHidden: z.number(),
        alertsChecked: z.number(),
      }),
    ),
  }),
});

export const suggest = route({
  id: 'allowlist.suggest',
  method: 'get',
  path: '/allowlist/suggest',
  tier: 'view',
  summary: 'Values of a field seen lately, for the condition builder',
  query: z.object({ field, prefix: z.string().max(200).default(''), ruleKeys: z.string().max(2_000).optional() }),
  response: z.object({ values: z.array(z.string()) }),
});
