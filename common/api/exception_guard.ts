/** The guard on exceptions that are written outside the workbench, per space. */
import * as z from 'zod';
import { route } from './contract';
import * as f from './fields';

const mode = z.enum(['record', 'refuse']);
export type ExceptionGuardMode = z.infer<typeof mode>;

/**
 * - `door`: Kibana asks before it writes an exception, so that the policy holds
 * - `next_look`: such writes are possible, and found when someone looks at the workbench the next time
 * - `only_here`: exceptions are written in the workbench alone, which judges each before it is saved
 */
const watch = z.enum(['door', 'next_look', 'only_here']);
export type ExceptionWatch = z.infer<typeof watch>;

export const exceptionGuard = z.object({
  mode,
  /** Sent back with a change; absent while nobody has decided. */
  version: z.string().optional(),
  watch,
  /** How long a write waits for its check, in milliseconds. */
  budgetMs: z.number(),
  /** Writes since the server started, over all spaces. */
  counts: z.object({
    outcomes: z.object({
      /** Judged, and nothing to say. */
      passed: z.number(),
      /** Let through and written down: blinding, rule-breaking or without effect. */
      recorded: z.number(),
      refused: z.number(),
      /** Of the workbench itself, judged before they were sent. */
      own: z.number(),
      /** Let through unjudged: the space, the list or the item is not known. */
      unknown: z.number(),
      /** Let through because judging took longer than the budget. */
      over_budget: z.number(),
      /** Let through because the guard itself failed. */
      failed: z.number(),
    }),
    /** Checks before the space had been read: judged against the rules as the packs ship them. */
    cold: z.number(),
    /** Of the slowest check. */
    slowestMs: z.number(),
  }),
});
export type ExceptionGuard = z.infer<typeof exceptionGuard>;

export const getExceptionGuard = route({
  id: 'exceptionGuard.get',
  method: 'get',
  path: '/exception_guard',
  tier: 'view',
  summary: 'What happens in this space to exceptions written elsewhere that hide an attack or break a rule',
  response: exceptionGuard,
});

export const setExceptionGuard = route({
  id: 'exceptionGuard.set',
  method: 'put',
  path: '/exception_guard',
  tier: 'manage',
  summary: 'Lets such exceptions through with a record, or refuses them; logged',
  body: z.object({ mode, version: f.version.optional(), reason: f.reason }),
  response: exceptionGuard,
});

export const recordedException = z.object({
  id: z.string(),
  /** Sent back when it is accepted. */
  version: z.string(),
  itemId: z.string(),
  itemName: z.string(),
  verdict: z.enum(['blinding', 'breaks_rule', 'ineffective']),
  /** One sentence each, as found when it was written. */
  evidence: z.array(z.string()),
  /** Who wrote it, and when. */
  user: z.string(),
  at: z.string(),
  /** Key, or `rule_id` of a rule of others. */
  rules: z.array(z.string()),
  techniqueIds: z.array(z.string()),
  /** Finding of the health check about the same item, which may have a repair. */
  findingId: z.string().optional(),
});
export type RecordedException = z.infer<typeof recordedException>;

export const listRecordedExceptions = route({
  id: 'exceptionGuard.recorded',
  method: 'get',
  path: '/exception_guard/recorded',
  tier: 'view',
  summary: 'Exceptions that were let through at the door, still do harm and are not accepted, newest first',
  response: z.object({ recorded: z.array(recordedException) }),
});

export const acceptRecordedException = route({
  id: 'exceptionGuard.accept',
  method: 'post',
  path: '/exception_guard/recorded/{recordId}/accept',
  tier: 'manage',
  summary: 'Accepts a recorded exception until a day, with a reason; logged',
  params: z.object({ recordId: f.id }),
  body: z.object({ version: f.version, override: f.override }),
  response: z.object({ recorded: z.array(recordedException) }),
});
