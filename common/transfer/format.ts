/** The file in which the tunings and the allowlist of a space travel to another space or another stack. */
import * as z from 'zod';
import { condition } from '../api/allowlist';
import * as f from '../api/fields';
import { knobValues } from '../api/tuning';

export const TRANSFER_FORMAT = 'detection-workbench-space';
export const TRANSFER_VERSION = 1;

/** Every rule of every pack may be tuned. */
const MAX_TUNINGS = 1_000;
/** Each is judged before it is written. */
export const MAX_MOVED_ENTRIES = 2_000;
const MAX_KNOBS = 200;

const NOT_OURS = 'This is not an export of the Detection Workbench';

/** Names of people and spaces, as the other stack spells them. */
const name = z.string().max(f.MAX_LINE);
const isUnique = (values: readonly string[]) => new Set(values).size === values.length;

export const movedTuning = z.strictObject({
  ruleKey: f.ruleKey,
  values: knobValues.refine((values) => Object.keys(values).length <= MAX_KNOBS, `At most ${MAX_KNOBS} knobs`),
  reason: z.string().max(f.MAX_TEXT),
  author: name,
  at: f.isoTime,
  override: f.override.optional(),
});
export type MovedTuning = z.infer<typeof movedTuning>;

export const movedEntry = z.strictObject({
  /** Kept, so that a second import finds the entry again. Items are named after it, which takes some of the length. */
  id: z
    .string()
    .min(1)
    .max(f.MAX_ID / 2),
  name: f.line,
  ruleKeys: z.array(f.ruleKey).min(1).max(100).refine(isUnique, 'A rule is named twice'),
  conditions: z.array(condition).min(1).max(100),
  osTypes: z.array(z.enum(['linux', 'macos', 'windows'])).max(3),
  reason: z.string().max(f.MAX_TEXT),
  owner: name,
  ticket: f.optionalLine,
  expiresAt: f.isoTime.optional(),
  templateId: z.string().max(50).optional(),
  enabled: z.boolean(),
  override: f.override.extend({ by: name }).optional(),
  createdAt: z.string().max(50),
  createdBy: name,
  updatedAt: z.string().max(50),
  updatedBy: name,
});
export type MovedEntry = z.infer<typeof movedEntry>;

/** Where a file comes from, in its own words. */
const exported = z.strictObject({ at: f.isoTime, by: name, space: name });

const documentV1 = z.strictObject({
  format: z.literal(TRANSFER_FORMAT, { error: NOT_OURS }),
  version: z.literal(TRANSFER_VERSION),
  exported,
  /** The packs that the tunings and entries were made for. */
  packs: z.array(z.strictObject({ id: z.string().max(100), version: z.string().max(100) })).max(1_000),
  tunings: z
    .array(movedTuning)
    .max(MAX_TUNINGS)
    .refine((tunings) => isUnique(tunings.map(({ ruleKey }) => ruleKey)), 'A rule is tuned twice'),
  entries: z
    .array(movedEntry)
    .max(MAX_MOVED_ENTRIES)
    .refine((entries) => isUnique(entries.map(({ id }) => id)), 'An entry is named twice'),
});

/** What is said of a file that no version of the format describes. */
function versionProblem(input: unknown): string {
  const version = typeof input === 'object' && input !== null && 'version' in input ? input.version : undefined;
  if (typeof version !== 'number') return NOT_OURS;
  const advice = version > TRANSFER_VERSION ? ': update the workbench here first' : '';
  return `The file has format version ${version}; this workbench reads version ${TRANSFER_VERSION}${advice}`;
}

/** One schema for each version of the format that is read. */
export const spaceDocument = z.discriminatedUnion('version', [documentV1], {
  error: ({ input }) => versionProblem(input),
});
export type SpaceDocument = z.infer<typeof spaceDocument>;
