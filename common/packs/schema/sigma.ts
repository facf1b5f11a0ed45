/** Sigma forms of the rules (`sigma/manifest.yml`): which file stands for which rule, and what that form loses. */
import * as z from 'zod';
import { line, ruleKey } from './primitives';

/** A file name the Sigma validators accept: 10 to 70 characters of lower case, digits and underscores. */
const sigmaFileSchema = z
  .string()
  .regex(/^[a-z0-9_]{10,70}\.yml$/, 'a file name such as cp_1_utility_outside_address.yml');

const shippedSchema = z.strictObject({
  /** One rule, or a correlation that counts or orders the events of the base rules in the same file. */
  form: z.enum(['single', 'event_count', 'temporal_ordered']),
  rule: ruleKey,
  file: sigmaFileSchema,
  /** What the Sigma form loses against the shipped rule, beyond `lost_in_every_rule`. */
  losses: z.array(line).min(1).max(10),
});

const withheldSchema = z.strictObject({
  form: z.literal('withheld'),
  rule: ruleKey,
  /** Why no Sigma form is shipped. */
  reason: line,
});

export const sigmaManifestSchema = z.strictObject({
  /** Processing pipelines beside the rules, in the order in which they are given to the converter. */
  pipelines: z
    .array(
      z.strictObject({
        file: z.string().regex(/^[a-z0-9_]{3,70}\.yml$/, 'a file name such as values_before_ecs.yml'),
        purpose: line,
      }),
    )
    .max(6),
  /** What Sigma cannot carry, whatever the rule. */
  lost_in_every_rule: z.array(line).min(1).max(16),
  rules: z
    .array(z.discriminatedUnion('form', [shippedSchema, withheldSchema]))
    .min(1)
    .max(60),
});

export type SigmaShipped = z.output<typeof shippedSchema>;
export type SigmaWithheld = z.output<typeof withheldSchema>;
export type SigmaManifest = z.output<typeof sigmaManifestSchema>;
