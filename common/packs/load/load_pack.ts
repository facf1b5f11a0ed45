/** Reads one pack folder. Wrong files are reported with their place; a pack with an error is left out. */
import type { Pack, PackReport, PackSigma } from '../pack';
import { allowlistFileSchema } from '../schema/allowlist';
import { huntsFileSchema } from '../schema/hunts';
import { manifestSchema, type PackManifest } from '../schema/manifest';
import { playbookSchema } from '../schema/playbook';
import { publishedSchema } from '../schema/published';
import { scoringFileSchema } from '../schema/scoring';
import { savedSearchSchema } from '../schema/searches';
import { sigmaManifestSchema } from '../schema/sigma';
import { checkPack } from './consistency';
import { fileStatuses, readLock } from './lock';
import { PackReader, type ContentFile } from './reader';
import { loadRules, type LoadedRule } from './rules';
import { loadBenign, loadExpectations, loadRecordings, loadRegressions } from './samples';

/** A pack folder as it lies on disk. */
export interface PackFolder {
  /** Name of the folder. */
  id: string;
  origin: 'bundled' | 'own';
  files: readonly ContentFile[];
}

export interface LoadedPack {
  report: PackReport;
  /** Absent when the report has errors. */
  pack?: Pack;
  /** Which file each rule came from, for the lock. */
  ruleFiles: LoadedRule[];
}

function loadSigma(reader: PackReader): PackSigma | undefined {
  const manifest = reader.optionalYaml('sigma/manifest.yml', sigmaManifestSchema);
  if (!manifest) return undefined;
  const read = (folder: string, names: readonly string[]) =>
    names.flatMap((name) => {
      const text = reader.text(`sigma/${folder}/${name}`);
      return text === undefined ? [] : [{ name, text }];
    });
  return {
    manifest,
    rules: read(
      'rules',
      manifest.rules.flatMap((rule) => ('file' in rule ? [rule.file] : [])),
    ),
    pipelines: read(
      'pipelines',
      manifest.pipelines.map((pipeline) => pipeline.file),
    ),
  };
}

function loadContent(
  folder: PackFolder,
  manifest: PackManifest,
  reader: PackReader,
): { pack: Pack; rules: LoadedRule[] } {
  const rules = loadRules(reader, manifest);
  const allowlist = reader.optionalYaml('allowlist.yml', allowlistFileSchema);
  const expectations = loadExpectations(reader, manifest);
  const pack: Pack = {
    id: folder.id,
    manifest,
    published: reader.optionalYaml('published.yml', publishedSchema),
    rules: rules.map((loaded) => loaded.rule),
    allowlist: allowlist?.templates ?? [],
    careless: allowlist?.careless ?? [],
    expectations: expectations.map((loaded) => loaded.expectation),
    recordings: loadRecordings(reader, expectations),
    regressions: loadRegressions(reader),
    benign: loadBenign(reader),
    searches: reader.list('searches', '.yml').flatMap((file) => reader.yaml(file, savedSearchSchema) ?? []),
    hunts: reader.optionalYaml('hunts.yml', huntsFileSchema)?.hunts ?? [],
    guide: reader.has('guide.md') ? reader.text('guide.md') : undefined,
    playbook: reader.optionalYaml('playbook.yml', playbookSchema),
    scoring: reader.optionalYaml('scoring.yml', scoringFileSchema),
    sigma: loadSigma(reader),
  };
  checkPack(pack, reader);
  return { pack, rules };
}

function lockWarnings(folder: PackFolder, reader: PackReader): PackReport['files'] {
  const lock = readLock(folder.files);
  if (!lock)
    reader.warning('lock_missing', 'pack.lock', [], 'no lock that can be read: changes to the content go unnoticed');
  const files = fileStatuses(folder.files, lock);
  for (const { path, hash } of files) {
    if (lock && hash !== 'matches') {
      reader.warning(
        'hash_mismatch',
        path,
        [],
        hash === 'differs' ? 'the content differs from pack.lock' : 'the file is not in pack.lock',
      );
    }
  }
  return files;
}

/** Loads one pack folder; never throws for what a file contains. */
export function loadPack(folder: PackFolder): LoadedPack {
  const reader = new PackReader(folder.files);
  const manifest = reader.yaml('pack.yml', manifestSchema);
  const content = manifest && loadContent(folder, manifest, reader);
  if (content) {
    for (const path of reader.unused())
      reader.warning('unexpected_file', path, [], 'nothing in the pack refers to this file');
  }
  const files = lockWarnings(folder, reader);
  const disabled = !content || reader.errors.length > 0;
  return {
    report: {
      id: folder.id,
      origin: folder.origin,
      status: disabled ? 'disabled' : 'loaded',
      ...(manifest ? { title: manifest.title, version: manifest.version, technique: manifest.technique.id } : {}),
      errors: reader.errors,
      warnings: reader.warnings,
      files,
    },
    ...(disabled ? {} : { pack: content.pack }),
    ruleFiles: content?.rules ?? [],
  };
}
