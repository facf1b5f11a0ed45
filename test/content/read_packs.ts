/** The parts of every bundled pack that analysts work with, read without the loader: these tests judge the files. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import type { z } from 'zod';
import {
  huntsFileSchema,
  playbookSchema,
  savedSearchSchema,
  scoringFileSchema,
  sigmaManifestSchema,
} from '../../common/packs';

const root = join(__dirname, '../../packs');

/** Folder names of the bundled packs. */
export const packIds = readdirSync(root).filter((id) => existsSync(join(root, id, 'guide.md')));

const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');

const files = (...path: string[]) =>
  existsSync(join(root, ...path)) ? readdirSync(join(root, ...path)).filter((name) => name.endsWith('.yml')) : [];

function checked<S extends z.ZodType>(schema: S, ...path: string[]): z.output<S> {
  const result = schema.safeParse(parse(read(...path)));
  if (!result.success) throw new Error(`${path.join('/')}: ${result.error.message}`);
  return result.data;
}

const idsIn = (id: string, folder: string) =>
  files(id, folder).map((name) => String((parse(read(id, folder, name)) as { id: unknown }).id));

/** Rule ids of all packs: references may cross from one pack into another. */
export const ruleIds = new Set(packIds.flatMap((id) => idsIn(id, 'rules')));

/** Rule ids that live in one pack. */
export const ownRules = (id: string): string[] => idsIn(id, 'rules');

export const packs = packIds.map((id) => ({
  id,
  searches: files(id, 'searches').map((name) => checked(savedSearchSchema, id, 'searches', name)),
  hunts: checked(huntsFileSchema, id, 'hunts.yml').hunts,
  guide: read(id, 'guide.md'),
  playbook: checked(playbookSchema, id, 'playbook.yml'),
  scoring: checked(scoringFileSchema, id, 'scoring.yml'),
  sigma: {
    manifest: checked(sigmaManifestSchema, id, 'sigma', 'manifest.yml'),
    /** Documents of each rule file, by file name. */
    rules: new Map(
      files(id, 'sigma', 'rules').map((name) => [
        name,
        parseAllDocuments(read(id, 'sigma', 'rules', name)).map((document) => document.toJS() as SigmaDocument),
      ]),
    ),
    pipelines: new Map(files(id, 'sigma', 'pipelines').map((name) => [name, read(id, 'sigma', 'pipelines', name)])),
  },
}));

export type ContentPack = (typeof packs)[number];

/** The part of a Sigma document that the tests look at. */
export interface SigmaDocument {
  id: string;
  name?: string;
  title: string;
  description?: string;
  tags?: string[];
  falsepositives?: string[];
  level?: string;
  detection?: Record<string, unknown> & { condition: string };
  correlation?: { type: string; rules: string[] };
}
