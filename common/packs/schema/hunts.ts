/** Hunting queries (`hunts.yml`): questions over history, without an alert to start from. */
import * as z from 'zod';
import { duration, indexPattern, line, prose } from './primitives';
import { huntId } from './references';

const huntBase = {
  id: huntId,
  title: line,
  /** What the query returns. */
  description: prose,
  /** How to read the rows: what deserves a look, what is usually harmless. */
  reading: prose,
  query: z.string().min(3).max(6000),
  /** What the query cannot see, one fact a line. */
  limits: z.array(line).max(8).default([]),
};

const esqlHuntSchema = z.strictObject({
  ...huntBase,
  language: z.literal('esql'),
  /** Oldest stack on which every command and function of the query exists. */
  min_stack: z.string().regex(/^[89]\.\d{1,2}$/, 'a stack version such as 8.13'),
});

const kqlHuntSchema = z.strictObject({
  ...huntBase,
  language: z.literal('kuery'),
  /** Index patterns to search; an ES|QL query names its own. */
  index: z.array(indexPattern).min(1).max(12),
  /** How far back the search starts when it is opened. */
  look_back: duration,
});

export const huntSchema = z
  .discriminatedUnion('language', [esqlHuntSchema, kqlHuntSchema])
  .superRefine((hunt, context) => {
    const letter = hunt.language === 'esql' ? 'E' : 'K';
    if (!hunt.id.includes(`-${letter}`)) {
      context.addIssue({
        code: 'custom',
        path: ['id'],
        message: `the id of a ${hunt.language} hunt has the letter ${letter}`,
      });
    }
  });

export const huntsFileSchema = z.strictObject({ hunts: z.array(huntSchema).min(1).max(60) });

export type Hunt = z.output<typeof huntSchema>;
export type HuntsFile = z.output<typeof huntsFileSchema>;
