/** `published.yml`: what the published page said, word for word where marked, and how the pack departs from it. */
import * as z from 'zod';
import { indexPattern, line, link, prose, ruleKey } from './primitives';

export const deviationSchema = z.strictObject({
  id: z.string().regex(/^D\d{2}-\d{2}$/),
  severity: z.enum(['blocker', 'high', 'medium', 'low']),
  defect: prose.describe('What is wrong with the published form.'),
  evidence: prose,
  correction: prose.describe('What the pack ships instead.'),
  rules: z.array(ruleKey).max(20).describe('Rules that carry the correction.'),
});

export const publishedSchema = z.strictObject({
  title: line,
  source: z.strictObject({ name: line, link: link.optional(), note: line }).describe('Where the text was taken from.'),
  language: z.literal('eql'),
  query: prose.describe('The query, character for character.'),
  severity: line,
  confidence: line,
  data_sources: z.array(line).min(1),
  required_indices: z.array(indexPattern).min(1),
  false_positives: z.array(z.strictObject({ number: z.int().min(1), text: prose })).min(1),
  tests: z.array(z.strictObject({ number: z.int().min(1), title: line, expected_signal: prose })).min(1),
  verdict: z
    .strictObject({ summary: prose, per_source: z.array(z.strictObject({ source: line, verdict: line })).min(1) })
    .describe('What a live stack does with the query as printed.'),
  deviations: z.array(deviationSchema),
});

export type Published = z.infer<typeof publishedSchema>;
export type Deviation = z.infer<typeof deviationSchema>;
