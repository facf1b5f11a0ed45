/**
 * Knobs: the typed tuning parameters of a rule. A knob is declared with its default, its range, its meaning and
 * with what makes it looser (more alerts) or tighter (fewer alerts).
 */
import * as z from 'zod';
import { duration, knobId, line, port, ruleKey, severity, sourceId } from './primitives';

/** Values with the reason to show beside them. */
const explained = z.strictObject({
  values: z
    .array(z.union([z.string().min(1).max(200), port]))
    .min(1)
    .max(64),
  reason: line,
});

const described = {
  id: knobId,
  formerly: z
    .array(knobId)
    .min(1)
    .max(8)
    .optional()
    .describe('Ids that the knob had in earlier versions: a saved value moves over to the new one.'),
  label: line,
  meaning: line,
  looser: line.optional(),
  tighter: line.optional(),
  reasons: z.array(explained).max(80).optional().describe('Why values of the default are in it.'),
  candidates: z
    .array(explained)
    .max(80)
    .optional()
    .describe('Values that are not in the default but worth considering.'),
  mirrors: z
    .strictObject({ rule: ruleKey, knob: knobId, note: line })
    .optional()
    .describe('The same list exists in another rule; note says what happens when the two differ.'),
};

const listBounds = { min_items: z.int().min(0).max(1000), max_items: z.int().min(1).max(1000) };

const choiceOption = z.strictObject({
  value: z.string().min(1).max(100),
  meaning: line,
  patterns: z
    .array(z.string().min(1).max(200))
    .min(1)
    .max(16)
    .optional()
    .describe('What the value puts into the query, when that is not the value itself.'),
});

export const portListKnob = z.strictObject({
  ...described,
  ...listBounds,
  type: z.literal('port_list'),
  default: z.array(port),
});
export const processListKnob = z.strictObject({
  ...described,
  ...listBounds,
  type: z.literal('process_list'),
  wildcards: z.boolean().default(false).describe('A trailing * is allowed in a value.'),
  default: z.array(z.string()),
});
export const networkListKnob = z.strictObject({
  ...described,
  ...listBounds,
  type: z.literal('network_list'),
  shortest_prefix: z
    .strictObject({ ipv4: z.int().min(0).max(32), ipv6: z.int().min(0).max(128) })
    .optional()
    .describe('Shortest prefix allowed in a value that is not a default: a shorter one would hide most of the world.'),
  default: z.array(z.string()),
});
export const textListKnob = z.strictObject({
  ...described,
  ...listBounds,
  type: z.literal('text_list'),
  wildcards: z.boolean().default(false).describe('A trailing * is allowed in a value.'),
  default: z.array(z.string()),
});
export const choiceListKnob = z.strictObject({
  ...described,
  ...listBounds,
  type: z.literal('choice_list'),
  options: z.array(choiceOption).min(1).max(64),
  default: z.array(z.string()),
});
export const choiceKnob = z.strictObject({
  ...described,
  type: z.literal('choice'),
  options: z.array(choiceOption).min(2).max(64),
  default: z.string(),
});
export const integerKnob = z.strictObject({
  ...described,
  type: z.literal('integer'),
  min: z.int(),
  max: z.int(),
  default: z.int(),
});
export const durationKnob = z.strictObject({
  ...described,
  type: z.literal('duration'),
  min: duration,
  max: duration,
  can_be_off: z.boolean().default(false).describe('off is a value too.'),
  default: z.union([duration, z.literal('off')]),
});
export const booleanKnob = z.strictObject({ ...described, type: z.literal('boolean'), default: z.boolean() });
export const severityKnob = z.strictObject({ ...described, type: z.literal('severity'), default: severity });
export const sourceListKnob = z.strictObject({
  ...described,
  ...listBounds,
  type: z.literal('source_list'),
  options: z.array(sourceId).min(1),
  default: z.array(sourceId).min(1),
});

/** The knobs a rule file may declare. `severity` and `source_list` knobs are added to every rule by the product. */
export const knobSchema = z.discriminatedUnion('type', [
  portListKnob,
  processListKnob,
  networkListKnob,
  textListKnob,
  choiceListKnob,
  choiceKnob,
  integerKnob,
  durationKnob,
  booleanKnob,
]);

export type DeclaredKnob = z.infer<typeof knobSchema>;
export type Knob = DeclaredKnob | z.infer<typeof severityKnob> | z.infer<typeof sourceListKnob>;
export type KnobType = Knob['type'];
export type ListKnob = Extract<Knob, { default: readonly unknown[] }>;

/** One knob's value; which of these it is follows from the knob's type. */
export type KnobValue = string | number | boolean | ReadonlyArray<string | number>;
/** Values by knob id; what is missing keeps its default. */
export type KnobValues = Readonly<Record<string, KnobValue>>;

/** A rule refers to a knob of the pack's `knobs.yml`, or declares its own. */
export const knobEntrySchema = z.union([z.strictObject({ shared: knobId }), knobSchema]);

/** `knobs.yml`: the knobs that several rules of the pack share. */
export const sharedKnobsSchema = z.strictObject({ knobs: z.array(knobSchema).max(100) });
