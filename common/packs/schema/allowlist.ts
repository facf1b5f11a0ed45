/** `allowlist.yml`: templates for known false positives, and the careless versions they replace. */
import * as z from 'zod';
import { expectationId, fieldName, line, prose, ruleKey, templateId } from './primitives';

export const placeholderName = z.string().regex(/^[a-z][a-z0-9_]{1,39}$/);

const carelessId = z.string().regex(/^[a-z][a-z0-9_]{2,39}$/, { error: 'expected an id such as any_certutil' });

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
  answers: z
    .union([z.strictObject({ published_false_positive: z.int().min(1) }), z.literal('own')])
    .describe('The published false positive it answers, or own.'),
  rules: z.array(ruleKey).min(1).max(20),
  entries: z
    .array(templateEntrySchema)
    .min(2)
    .max(20)
    .describe('All must hold. Values are compared exactly, with case.'),
  placeholders: z
    .array(
      z.strictObject({
        name: placeholderName,
        kind: z
          .enum([
            'text',
            'path',
            'path_list',
            'account',
            'account_list',
            'host_list',
            'address_list',
            'port',
            'port_list',
          ])
          .describe('What the values are; a list kind takes one or more'),
        meaning: line,
        example: z
          .union([z.string(), z.array(z.string()).min(1)])
          .describe("Harmless values that match the pack's own benign shapes."),
      }),
    )
    .min(1)
    .max(20),
  expires: z.strictObject({ reason: line }).optional().describe('The entry must end: a patch window, a change record.'),
  why_narrow: prose,
  still_alerts_on: prose,
  limits: z
    .array(line)
    .max(10)
    .default([])
    .describe('Where the template does not help, for example on a data source without signer fields.'),
  careless_version: carelessId.describe(
    'The careless example (of any pack) that this template replaces: it says which tests would go blind.',
  ),
});

/** What a broad exception does to one test, over all data sources and both packs; building blocks do not count. */
const carelessEffectSchema = z.strictObject({
  test: expectationId,
  verdict: z
    .enum(['blind', 'weakened'])
    .describe('blind: no rule fires any more. weakened: fewer rules, or the same with fewer matches.'),
  loses: z.array(ruleKey).default([]),
  left: z.array(ruleKey).default([]),
  fewer: z.array(ruleKey).default([]).describe('Rules that still fire, but less often.'),
});

/** A broad exception someone might write instead, with what it costs. The content test recomputes `effects`. */
export const carelessExampleSchema = z.strictObject({
  id: carelessId,
  title: line,
  rules: z.array(ruleKey).min(1),
  entries: z.array(templateEntrySchema).min(1).max(5),
  effects: z.array(carelessEffectSchema),
  note: line.optional().describe('What it hides beyond the tests.'),
});

export const allowlistFileSchema = z.strictObject({
  templates: z.array(allowlistTemplateSchema).max(100),
  careless: z.array(carelessExampleSchema).max(100),
});

export type TemplateEntry = z.infer<typeof templateEntrySchema>;
export type AllowlistTemplate = z.infer<typeof allowlistTemplateSchema>;
export type CarelessExample = z.infer<typeof carelessExampleSchema>;
