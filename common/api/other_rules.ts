/** Rules of the space that no pack brought: what they catch, what their exceptions hide, what cannot be said. */
import * as z from 'zod';
import type { HealthFinding } from '../allowlist';
import { route } from './contract';

export const caughtTest = z.object({
  testId: z.string(),
  /** Data sources on whose recording the rule alerts. */
  sources: z.array(z.string()),
});

export const hiddenTest = z.object({
  testId: z.string(),
  source: z.string(),
  verdict: z.enum(['blinded', 'weakened']),
  /** Which item hides what, in a sentence. */
  text: z.string(),
});

export const otherRule = z.object({
  /** The stack's own id, to link into Security. */
  id: z.string(),
  ruleId: z.string(),
  name: z.string(),
  type: z.string(),
  language: z.string().optional(),
  enabled: z.boolean(),
  severity: z.string(),
  /** ATT&CK ids of its threat mapping, techniques and sub-techniques. */
  techniques: z.array(z.string()),
  /** Expected attacks that it alerts on: coverage, whoever wrote it. */
  catches: z.array(caughtTest),
  /** Expected attacks that its exceptions hide from it, wholly or in part. */
  hides: z.array(hiddenTest),
  /** What is wrong with its exceptions, the worst first; a long list is cut. */
  findings: z.array(z.custom<HealthFinding>((value) => value !== undefined)),
  /** How many there are. */
  findingCount: z.number(),
  exceptions: z.number(),
  /** Why nothing can be said about it; absent when it is judged. */
  cannotJudge: z.string().optional(),
});
export type OtherRule = z.infer<typeof otherRule>;

export const listOtherRules = route({
  id: 'otherRules.list',
  method: 'get',
  path: '/other_rules',
  tier: 'view',
  summary: 'Installed rules that are not ours, judged like ours: what they catch, what their exceptions hide, findings',
  query: z.object({
    /** Only this expectation is replayed, e.g. right after its attack was recorded. */
    testId: z
      .string()
      .regex(/^T\d{4}(\.\d{3})?-\d{1,3}$/)
      .optional(),
  }),
  response: z.object({
    rules: z.array(otherRule),
    /** Milliseconds that the replay took. */
    replayMs: z.number(),
  }),
});
