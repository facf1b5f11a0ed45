import * as z from 'zod';
import type { HealthFinding } from '../allowlist';
import { route } from './contract';
import * as f from './fields';

export const installState = z.enum(['not_installed', 'partial', 'installed', 'update_available']);

const coverageCounts = z.object({
  caught: z.number(),
  weakened: z.number(),
  blinded: z.number(),
  missed: z.number(),
  unknown: z.number(),
  notApplicable: z.number(),
  /** Rules that no expectation exercises. */
  uncovered: z.number(),
});

export const readinessChip = z.object({
  dataSource: z.string(),
  label: z.string(),
  status: z.enum(['ready', 'partly', 'blind', 'unknown']),
  /** Reason code of common/readiness. */
  code: z.string(),
  message: z.string(),
});

export const techniqueSummary = z.object({
  id: z.string(),
  packId: z.string(),
  name: z.string(),
  tactic: z.string(),
  deprecated: z.boolean(),
  liveIds: z.array(z.string()),
  installState,
  rules: z.object({ total: z.number(), installed: z.number(), enabled: z.number() }),
  alerts: z.object({
    open: z.number(),
    inRange: z.number(),
    perDay: z.array(z.object({ at: z.string(), count: z.number() })),
  }),
  coverage: coverageCounts,
  readiness: z.array(readinessChip),
  entries: z.object({ active: z.number(), expiring: z.number() }),
  drifted: z.number(),
});
export type TechniqueSummary = z.infer<typeof techniqueSummary>;

export const workItem = z.object({
  kind: z.enum([
    'recorded_exception',
    'blinding_entry',
    'resting_rule',
    'drifted_rule',
    'blind_rule',
    'failed_rule',
    'stale_entry',
    'never_matching_entry',
    'expiring_entry',
    'unproven_expectation',
    'broken_pack',
    'exception_finding',
    'ended_override',
  ]),
  severity: z.enum(['danger', 'warning', 'info']),
  techniqueId: z.string().optional(),
  ruleKey: z.string().optional(),
  entryId: z.string().optional(),
  testId: z.string().optional(),
  /** `rule_id` of a rule that is not ours. */
  otherRuleId: z.string().optional(),
  findingId: z.string().optional(),
  /** Of an exception that was let through at the door. */
  recordId: z.string().optional(),
  title: z.string(),
  detail: z.string(),
});
export type WorkItem = z.infer<typeof workItem>;

export const listTechniques = route({
  id: 'techniques.list',
  method: 'get',
  path: '/techniques',
  tier: 'view',
  summary: 'The techniques with their state, the key figures and the work queue',
  query: f.timeRange.partial(),
  response: z.object({
    techniques: z.array(techniqueSummary),
    workQueue: z.array(workItem),
    totals: z.object({
      techniques: z.number(),
      rulesInstalled: z.number(),
      rulesEnabled: z.number(),
      openAlerts: z.number(),
      expiringEntries: z.number(),
      coverage: coverageCounts,
    }),
    demoData: z.boolean(),
  }),
});

export const ruleRow = z.object({
  /** Short key of the pack, e.g. `CP-1`. */
  key: z.string(),
  /** Stable rule_id. */
  ruleId: z.string(),
  name: z.string(),
  description: z.string(),
  severity: z.string(),
  riskScore: z.number(),
  buildingBlock: z.boolean(),
  ownedBy: z.string(),
  installed: z.boolean(),
  enabled: z.boolean(),
  /** The stack's own id, to link into Security. */
  stackId: z.string().optional(),
  tuned: z.boolean(),
  /** Worst verdict over the expectations, or `uncovered`. */
  verdict: z.string(),
  lastRun: z.object({ at: z.string(), status: z.string(), message: z.string() }).optional(),
  readiness: z.array(readinessChip),
  query: z.string(),
  entries: z.number(),
  /** What is wrong with its exceptions. */
  findings: z.array(f.owned<HealthFinding>()),
  openAlerts: z.number(),
});
export type RuleRow = z.infer<typeof ruleRow>;

export const getTechnique = route({
  id: 'techniques.get',
  method: 'get',
  path: '/techniques/{techniqueId}',
  tier: 'view',
  summary: 'One technique with its rules and their health',
  params: z.object({ techniqueId: f.techniqueId }),
  response: z.object({ summary: techniqueSummary, rules: z.array(ruleRow), workQueue: z.array(workItem) }),
});
