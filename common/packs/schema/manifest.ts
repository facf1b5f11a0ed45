/** `pack.yml`: what the pack is about, which data it needs, and what changed in it. */
import * as z from 'zod';
import {
  indexPattern,
  isoDate,
  line,
  link,
  packId,
  platform,
  prose,
  ruleKey,
  semver,
  sourceId,
  tacticId,
  techniqueId,
} from './primitives';

export const dataSourceSchema = z.strictObject({
  id: sourceId,
  label: line,
  variant_of: sourceId
    .optional()
    .describe('The same data recorded under another setting, for example Elastic Defend with deduplication off.'),
  index: z.array(indexPattern).min(1).max(20),
  platforms: z.array(platform).min(1),
  switch_on: z.array(line).max(20).describe('What must be switched on before this source carries what the rules need.'),
  limits: z.array(line).max(20).describe('What the source cannot show, whatever its settings.'),
});

export const manifestSchema = z.strictObject({
  id: packId,
  title: line,
  version: semver,
  technique: z.strictObject({
    id: techniqueId,
    name: line,
    link,
    tactics: z.array(tacticId).min(1),
    description: prose,
    deprecated: z
      .strictObject({ since: line, reason: prose, live: z.array(techniqueId).min(1) })
      .optional()
      .describe('Set when ATT&CK retired the technique: alerts then carry the live ids.'),
  }),
  attack: z.strictObject({
    version: line.describe('The ATT&CK release the mapping was checked against.'),
    note: prose,
    names: z
      .record(techniqueId, line)
      .describe('Names of every technique and sub-technique the rules use, parents included.'),
  }),
  related_packs: z.array(packId).max(20),
  listed_rules: z
    .array(z.strictObject({ rule: ruleKey, pack: packId }))
    .max(50)
    .default([])
    .describe("Rules that live in another pack and belong to this technique's page too."),
  data_sources: z.array(dataSourceSchema).min(1).max(30),
  changelog: z.array(z.strictObject({ version: semver, date: isoDate, changes: z.array(line).min(1).max(50) })).min(1),
});

export type PackManifest = z.infer<typeof manifestSchema>;
export type DataSource = z.infer<typeof dataSourceSchema>;
