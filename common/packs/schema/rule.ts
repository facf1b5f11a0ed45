/** `rules/*.yml`: one detection rule template with its knobs and metadata. */
import * as z from 'zod';
import {
  duration,
  fieldName,
  indexPattern,
  line,
  link,
  prose,
  ruleKey,
  severity,
  sourceId,
  tacticId,
  techniqueId,
  uuid,
} from './primitives';
import { knobEntrySchema, type DeclaredKnob } from './knobs';

/** What the alert is tagged with, for one ATT&CK version. */
const attackMapping = z
  .array(z.strictObject({ tactic: tacticId, techniques: z.array(techniqueId).min(1).max(20) }))
  .min(1)
  .max(14);

/** A field chosen by a knob, for example `${beacon_key}`. */
const knobReference = z.string().regex(/^\$\{[a-z][a-z0-9_]{1,39}\}$/, { error: 'expected a field name or ${knob}' });

export const ruleFileSchema = z.strictObject({
  id: ruleKey,
  rule_id: uuid,
  version: z.int().min(1),
  name: line,
  description: prose,
  kind: z
    .enum(['event', 'sequence'])
    .describe('event: one alert per document. sequence: one shell alert and one alert per item.'),
  severity,
  risk_score: z.int().min(0).max(100),
  interval: duration,
  building_block: z.boolean().default(false),
  max_signals: z.int().min(1).max(1000).default(100),
  sources: z
    .array(z.strictObject({ source: sourceId, index: z.array(indexPattern).min(1).max(10) }))
    .min(1)
    .max(20)
    .describe('Data sources the rule reads, in the order of its index patterns.'),
  attack: z
    .strictObject({ v18: attackMapping, v19: attackMapping })
    .describe('ATT&CK changed its tactics with version 19: one mapping for each side.'),
  suppression: z.strictObject({
    by: z
      .array(z.union([fieldName, knobReference]))
      .min(1)
      .max(3),
    window: duration,
  }),
  investigation_fields: z.array(fieldName).min(1).max(30),
  false_positives: z.array(line).min(1).max(20),
  references: z.array(link).max(20),
  setup: prose,
  tags: z.array(line).max(20).default([]),
  remarks: z
    .array(prose)
    .max(20)
    .default([])
    .describe('What an analyst or tuner should know about this rule, one remark each.'),
  listed_by: z.array(techniqueId).max(10).default([]).describe('Other techniques whose page lists this rule too.'),
  knobs: z.array(knobEntrySchema).max(40),
  query: prose.describe('EQL with ${knob} placeholders and #if lines; see docs/adding_a_pack.md.'),
});

export type RuleFile = z.infer<typeof ruleFileSchema>;
/** A rule as the rest of the product sees it: shared knobs already in place. */
/** A rule as the rest of the product sees it: shared knobs in place, its pack and the names of its techniques with it. */
export interface RuleTemplate extends Omit<RuleFile, 'knobs'> {
  readonly knobs: readonly DeclaredKnob[];
  /** Id of the pack the rule lives in. */
  readonly pack: string;
  readonly technique_names: Readonly<Record<string, string>>;
}
export type AttackMapping = z.infer<typeof attackMapping>;
