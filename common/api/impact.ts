import * as z from 'zod';
import type { Impact } from '../impact';
import { route } from './contract';
import * as f from './fields';
import { entryDraft } from './allowlist';
import { knobValues } from './tuning';

/** The proposed change: knob values of one rule, or an allowlist entry. */
export const impactChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('tuning'), ruleKey: f.ruleKey, values: knobValues }),
  z.object({
    kind: z.literal('entry'),
    draft: entryDraft.partial({ reason: true, name: true }),
    replacesEntryId: f.id.optional(),
  }),
]);
export type ImpactChange = z.infer<typeof impactChange>;

export const impactEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), jobId: z.string() }),
  z.object({ type: z.literal('progress'), fraction: z.number(), message: z.string() }),
  z.object({ type: z.literal('result'), report: f.owned<Impact>() }),
  z.object({ type: z.literal('failed'), code: z.string(), message: z.string() }),
]);
export type ImpactEvent = z.infer<typeof impactEvent>;

export const measureImpact = route({
  id: 'impact.measure',
  method: 'post',
  path: '/impact',
  tier: 'view',
  summary: 'Old against new rule over history, streamed; closing the connection cancels it',
  body: z.object({
    change: impactChange,
    /** Days back from now. */
    days: z.number().int().min(1).max(90).default(14),
    /** Milliseconds; afterwards the part that was done is answered, labelled partial. */
    timeoutMs: z.number().int().min(1_000).max(120_000).default(60_000),
  }),
  response: impactEvent,
  stream: true,
});

export type { Impact };
