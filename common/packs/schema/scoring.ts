/** Scoring (`scoring.yml`): process risk times port suspicion, the modifiers and the bands. */
import * as z from 'zod';
import { line, packId, port, ruleKey } from './primitives';

/** A file name, in any case; a trailing `*` stands for the rest of the name. */
const programPatternSchema = z
  .string()
  .max(64)
  .regex(/^[\w .()+-]+\*?$/, { error: 'expected a program name such as cmd.exe or python*' });

const network = z
  .string()
  .regex(/^[0-9a-fA-F:.]{2,45}\/[0-9]{1,3}$/, { error: 'expected a network such as 10.0.0.0/8' });

const factorSchema = z.int().min(1).max(10);

const processRiskRowSchema = z.strictObject({
  value: factorSchema,
  programs: z.array(programPatternSchema).min(1).max(64),
  /** The row does not count when the path of the program contains one of these, in any case. */
  except_paths: z.array(z.string().min(3).max(120)).max(8).default([]),
  reason: line,
});

const portSuspicionRowSchema = z.strictObject({
  value: factorSchema,
  /** Without ports the row holds for every port that no earlier row names. */
  ports: z.array(port).min(1).max(64).optional(),
  /** The row applies only to programs of at least this risk. */
  min_process_risk: factorSchema.optional(),
  reason: line,
});

/** Facts that change a score. Their meaning is code (common/scoring); their weight and words are content. */
export const scoringFactSchema = z.enum([
  'repeated_sessions',
  'even_rhythm',
  'untrusted_program',
  'rare_destination',
  'no_dns_answer',
  'risky_parent',
  'internal_destination',
  'port_owner',
]);

const modifierSchema = z.strictObject({
  fact: scoringFactSchema,
  points: z.int().min(-50).max(50),
  reason: line,
});

const bandSchema = z.strictObject({
  id: z.enum(['none', 'low', 'medium', 'high']),
  from: z.int().min(0).max(100),
  risk_score: z.int().min(0).max(100),
});

const scoringExampleSchema = z.strictObject({
  title: line,
  process: z.string().min(1).max(64),
  port,
  facts: z.array(scoringFactSchema).default([]),
  process_risk: factorSchema,
  port_suspicion: factorSchema,
  score: z.int().min(0).max(100),
  band: bandSchema.shape.id,
  /** Rules that see the session; empty for everyday traffic. */
  rules: z.array(ruleKey).default([]),
});

export const scoringTablesSchema = z.strictObject({
  /** First row that names the program wins. */
  process_risk: z.strictObject({
    rows: z.array(processRiskRowSchema).min(1).max(20),
    /** Programs that an allowlist entry names narrowly count as this. */
    allowlisted: z.strictObject({ value: factorSchema, reason: line }),
    otherwise: z.strictObject({ value: factorSchema, reason: line }),
  }),
  /** First row that applies wins. */
  port_suspicion: z.strictObject({
    rows: z.array(portSuspicionRowSchema).min(1).max(20),
    otherwise: z.strictObject({ value: factorSchema, reason: line }),
  }),
  modifiers: z.array(modifierSchema).min(1).max(20),
  thresholds: z.strictObject({
    /** Sessions of one process to one endpoint within ten minutes. */
    repeated_sessions: z.int().min(2).max(1000),
    /** Distinct minutes per hundred sessions. */
    even_rhythm: z.int().min(1).max(100),
    /** Hosts that reached the destination in thirty days. */
    rare_destination_hosts: z.int().min(1).max(1000),
  }),
  /** Parts of a path that show a folder which needs no administrator to write, in any case. */
  user_writable_paths: z.array(z.string().min(3).max(120)).min(1).max(40),
  risky_parents: z.array(programPatternSchema).min(1).max(64),
  /** Destinations that count as inside the network. */
  internal_networks: z.array(network).min(1).max(64),
  /** From the highest to the lowest; the last one starts at 0. */
  bands: z
    .array(bandSchema)
    .min(2)
    .max(4)
    .refine((bands) => bands.every((band, index) => index === 0 || band.from < (bands[index - 1]?.from ?? 0)), {
      error: 'bands go from the highest to the lowest',
    })
    .refine((bands) => bands.at(-1)?.from === 0, { error: 'the last band starts at 0' }),
});

export const scoringFileSchema = z
  .strictObject({
    /** Scores with the tables of this pack. */
    uses: packId.optional(),
    /** Tables of its own. */
    tables: scoringTablesSchema.optional(),
    /** Sessions with their score; a content test recomputes each. */
    examples: z.array(scoringExampleSchema).min(1).max(40),
  })
  .refine((file) => (file.uses === undefined) !== (file.tables === undefined), {
    error: 'expected either "tables" or "uses", the pack whose tables count',
  });

export type ScoringFact = z.output<typeof scoringFactSchema>;
export type ScoringTables = z.output<typeof scoringTablesSchema>;
export type ScoringExample = z.output<typeof scoringExampleSchema>;
export type ScoringFile = z.output<typeof scoringFileSchema>;
export type ScoreBand = z.output<typeof bandSchema>['id'];
