/** `allowlist.yml`: templates for known false positives, and the careless versions they replace. */
import { z } from 'zod';
import { expectationId, fieldName, line, prose, ruleKey, templateId } from './primitives';

export const placeholderName = z.string().regex(/^[a-z][a-z0-9_]{1,39}$/);

/** A literal, or `{{name}}` of a placeholder; a wildcard may hold a placeholder between literals. */
const value = z.string().min(1).max(500);

export const templateEntrySchema = z.discriminatedUnion('type', [
  z.strictObject({ field: fieldName, type: z.literal('match'), value }),
  z.strictObject({ field: fieldName, type: z.literal('match_any'), value: z.array(value).min(1).max(50) }),
  z.strictObject({ field: fieldName, type: z.literal('wildcard'), value }),
]);

export const allowlistTemplateSchema = z.strictObject({
  id: templateId,
  title: line,
  /** The published false positive it answers, or `own`. */
  answers: z.union([z.strictObject({ published_false_positive: z.int().min(1) }), z.literal('own')]),
  rules: z.array(ruleKey).min(1).max(20),
  /** All must hold. Values are compared exactly, with case. */
  entries: z.array(templateEntrySchema).min(2).max(20),
  placeholders: z
    .array(
      z.strictObject({
        name: placeholderName,
        /** `list`: one or more values. */
        kind: z.enum(['text', 'list', 'path', 'port', 'port_list', 'address_list', 'account_list', 'host_list']),
        meaning: line,
        /** Harmless values that match the pack's own benign shapes. */
        example: z.union([z.string(), z.array(z.string()).min(1)]),
      }),
    )
    .min(1)
    .max(20),
  /** The entry must end: a patch window, a change record. */
  expires: z.strictObject({ reason: line }).optional(),
  why_narrow: prose,
  still_alerts_on: prose,
  /** Where the template does not help, for example on a data source without signer fields. */
  limits: z.array(line).max(10).default([]),
  /** Tests that a version of this template with fewer conditions would blind. */
  careless_version_blinds: z.array(expectationId).max(20),
});

/** A broad exception someone might write instead, with what it costs. The content test recomputes `effects`. */
export const carelessExampleSchema = z.strictObject({
  title: line,
  rules: z.array(ruleKey).min(1),
  entries: z.array(templateEntrySchema).min(1).max(5),
  effects: z.array(
    z.strictObject({
      test: expectationId,
      verdict: z.enum(['blind', 'weakened']),
      loses: z.array(ruleKey).min(1),
      left: z.array(ruleKey),
    }),
  ),
  note: line.optional(),
});

export const allowlistFileSchema = z.strictObject({
  templates: z.array(allowlistTemplateSchema).max(100),
  careless: z.array(carelessExampleSchema).max(100),
});

export type TemplateEntry = z.infer<typeof templateEntrySchema>;
export type AllowlistTemplate = z.infer<typeof allowlistTemplateSchema>;
export type CarelessExample = z.infer<typeof carelessExampleSchema>;
