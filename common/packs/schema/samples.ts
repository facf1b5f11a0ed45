/** `benign/benign.yml` and `regressions/*.yml`: documents with the answer every rule must give on them. */
import * as z from 'zod';
import { benignId, line, packPath, ruleKey, sourceId, templateId } from './primitives';

const answer = z.array(z.strictObject({ rule: ruleKey, matches: z.int().min(1) })).max(20);

/** What ordinary operation looks like. `fires` is empty for "no alert"; otherwise `until` names the template that silences it. */
export const benignShapeSchema = z.strictObject({
  id: benignId,
  title: line,
  summary: line,
  fires: answer,
  until: templateId.optional(),
  policy: line.optional().describe('Why no template is offered although a rule fires.'),
});

export const benignFileSchema = z.strictObject({
  recording: packPath,
  shapes: z.array(benignShapeSchema).min(1).max(200),
});

/** A near miss, an evasion or a plain hit for one rule. */
export const regressionCaseSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/),
  title: line,
  source: sourceId.optional(),
  fires: answer,
});

export const regressionFileSchema = z.strictObject({
  rule: ruleKey,
  recording: packPath,
  cases: z.array(regressionCaseSchema).min(1).max(100),
});

export type BenignShape = z.infer<typeof benignShapeSchema>;
export type RegressionCase = z.infer<typeof regressionCaseSchema>;
export type RegressionFile = z.infer<typeof regressionFileSchema>;
