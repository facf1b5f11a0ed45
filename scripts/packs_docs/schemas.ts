/** JSON Schemas of the content files, for the `$schema` line that editors read. */
import { z } from 'zod';
import {
  allowlistFileSchema,
  benignFileSchema,
  expectationSchema,
  huntsFileSchema,
  manifestSchema,
  playbookSchema,
  publishedSchema,
  regressionFileSchema,
  ruleFileSchema,
  savedSearchSchema,
  scoringFileSchema,
  sharedKnobsSchema,
  sigmaManifestSchema,
} from '../../common/packs';

/** File name under docs/schemas, and what it describes. */
const SCHEMAS: ReadonlyArray<[name: string, title: string, schema: z.ZodType]> = [
  ['pack', 'pack.yml: manifest of a pack', manifestSchema],
  ['published', 'published.yml: the published page and how the pack departs from it', publishedSchema],
  ['knobs', 'knobs.yml: knobs that several rules share', sharedKnobsSchema],
  ['rule', 'rules/*.yml: a detection rule', ruleFileSchema],
  ['allowlist', 'allowlist.yml: templates for known false positives', allowlistFileSchema],
  ['expectation', 'expectations/*.yml: an atomic test', expectationSchema],
  ['benign', 'benign/benign.yml: ordinary operation with the answer of the rules', benignFileSchema],
  ['regressions', 'regressions/*.yml: hits, near misses and evasions of a rule', regressionFileSchema],
  ['search', 'searches/*.yml: a saved search', savedSearchSchema],
  ['hunts', 'hunts.yml: hunting queries', huntsFileSchema],
  ['playbook', 'playbook.yml: the response playbook', playbookSchema],
  ['scoring', 'scoring.yml: process risk and port suspicion', scoringFileSchema],
  ['sigma', 'sigma/manifest.yml: Sigma forms and what they lose', sigmaManifestSchema],
];

/** Text of every file of docs/schemas, by name. */
export function schemaFiles(): Map<string, string> {
  return new Map(
    SCHEMAS.map(([name, title, schema]) => {
      const json = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
      return [`${name}.json`, `${JSON.stringify({ title, ...json }, undefined, 2)}\n`];
    }),
  );
}
