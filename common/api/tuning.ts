import * as z from 'zod';
import type { EffectiveRule, KnobValues } from '../rules';
import { route } from './contract';
import type { GuardReport } from './guard';
import * as f from './fields';

/** Values are checked against the knob's own type and range (common/rules); here only size and kind are bounded. */
export const knobValue = z.union([
  z.boolean(),
  z.number(),
  z.string().max(200),
  z.array(z.union([z.string().max(200), z.number()])).max(200),
]);
export const knobValues = z.record(z.string().max(100), knobValue);

export const tuningRevision = z.object({
  revision: z.number(),
  values: knobValues,
  author: z.string(),
  at: z.string(),
  reason: z.string(),
  override: f.override.optional(),
});
export type TuningRevision = z.infer<typeof tuningRevision>;

export const tuning = z.object({
  ruleKey: z.string(),
  values: knobValues,
  /** Optimistic lock, absent while the rule was never tuned. */
  version: z.string().optional(),
  revision: z.number(),
  /** Saved values that the rule of today no longer takes; `values` is without them, the history has them. */
  dropped: z.array(z.object({ knob: z.string(), message: z.string() })).optional(),
});
export type Tuning = z.infer<typeof tuning>;

const ruleParams = z.object({ ruleKey: f.ruleKey });

const preview = z.object({
  effective: f.owned<EffectiveRule>(),
  default: f.owned<EffectiveRule>(),
  saved: f.owned<EffectiveRule>(),
  guard: f.owned<GuardReport>(),
});

export const getTuning = route({
  id: 'tuning.get',
  method: 'get',
  path: '/tuning/{ruleKey}',
  tier: 'view',
  summary: 'The saved knob values of a rule',
  params: ruleParams,
  response: z.object({ tuning, effective: f.owned<EffectiveRule>() }),
});

export const previewTuning = route({
  id: 'tuning.preview',
  method: 'post',
  path: '/tuning/{ruleKey}/preview',
  tier: 'view',
  summary: 'The effective rule for knob values and what the guard says. Writes nothing',
  params: ruleParams,
  body: z.object({ values: knobValues }),
  response: preview,
});

export const saveTuning = route({
  id: 'tuning.save',
  method: 'put',
  path: '/tuning/{ruleKey}',
  tier: 'tune',
  summary: 'Saves knob values; a blinding change is refused with 409 unless overridden',
  params: ruleParams,
  body: z.object({
    values: knobValues,
    version: f.version.optional(),
    reason: f.reason,
    override: f.override.optional(),
    /** Take back what was edited elsewhere in the fields that this change writes. */
    overwriteEdits: z.boolean().optional(),
  }),
  response: z.object({ tuning, effective: f.owned<EffectiveRule>(), guard: f.owned<GuardReport>() }),
});

export const tuningHistory = route({
  id: 'tuning.history',
  method: 'get',
  path: '/tuning/{ruleKey}/history',
  tier: 'view',
  summary: 'Revisions of a tuning, newest first',
  params: ruleParams,
  response: z.object({ revisions: z.array(tuningRevision) }),
});

export const revertTuning = route({
  id: 'tuning.revert',
  method: 'post',
  path: '/tuning/{ruleKey}/revert',
  tier: 'tune',
  summary: 'Saves the values of an earlier revision (0 = defaults) as a new one; guarded like a save',
  params: ruleParams,
  body: z.object({
    revision: z.number().int().min(0),
    version: f.version.optional(),
    reason: f.reason,
    override: f.override.optional(),
    /** Take back what was edited elsewhere in the fields that this change writes. */
    overwriteEdits: z.boolean().optional(),
  }),
  response: z.object({ tuning, effective: f.owned<EffectiveRule>(), guard: f.owned<GuardReport>() }),
});

export type { EffectiveRule, KnobValues };
