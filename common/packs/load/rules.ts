/** Reads the rule files of a pack: shared knobs put in place, templates and defaults checked. */
import { checkKnob, knobsOf, parseTemplate, TACTICS, TemplateError, templateProblems } from '../../rules';
import type { DeclaredKnob } from '../schema/knobs';
import { sharedKnobsSchema } from '../schema/knobs';
import type { PackManifest } from '../schema/manifest';
import { ruleFileSchema, type RuleFile, type RuleTemplate } from '../schema/rule';
import type { PackReader } from './reader';

/** A rule with the file it came from. */
export interface LoadedRule {
  file: string;
  rule: RuleTemplate;
}

function techniqueNames(
  file: string,
  rule: RuleFile,
  manifest: PackManifest,
  reader: PackReader,
): Record<string, string> {
  const names: Record<string, string> = {};
  for (const release of ['v18', 'v19'] as const) {
    rule.attack[release].forEach((entry, index) => {
      const path = ['attack', release, index];
      if (!TACTICS[release][entry.tactic])
        reader.error('unknown_reference', file, [...path, 'tactic'], `ATT&CK ${release} has no tactic ${entry.tactic}`);
      for (const id of entry.techniques) {
        for (const needed of [id.slice(0, 5), id]) {
          const name = manifest.attack.names[needed];
          if (name) names[needed] = name;
          else
            reader.error(
              'unknown_reference',
              file,
              [...path, 'techniques'],
              `pack.yml gives no name for ${needed} under attack.names`,
            );
        }
      }
    });
  }
  return names;
}

function checkSources(file: string, rule: RuleFile, manifest: PackManifest, reader: PackReader): void {
  rule.sources.forEach(({ source, index: patterns }, index) => {
    const known = manifest.data_sources.find((candidate) => candidate.id === source);
    if (!known)
      return reader.error(
        'unknown_reference',
        file,
        ['sources', index, 'source'],
        `pack.yml has no data source ${source}`,
      );
    for (const pattern of patterns.filter((candidate) => !known.index.includes(candidate))) {
      reader.error(
        'inconsistent',
        file,
        ['sources', index, 'index'],
        `${pattern} is no index pattern of ${source} in pack.yml`,
      );
    }
  });
}

function checkTemplate(file: string, rule: RuleTemplate, reader: PackReader): void {
  try {
    for (const { line, message } of templateProblems(parseTemplate(rule.query), rule.knobs)) {
      reader.errorInText('template', file, ['query'], line, message);
    }
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    reader.errorInText('template', file, ['query'], error.line, error.message);
  }
  if (rule.query.trimStart().startsWith('sequence') !== (rule.kind === 'sequence')) {
    reader.error('inconsistent', file, ['kind'], `the query is ${rule.kind === 'sequence' ? 'not ' : ''}a sequence`);
  }
  for (const knob of knobsOf(rule)) {
    for (const problem of checkKnob(knob, knob.default)) {
      const index = rule.knobs.findIndex((candidate) => candidate.id === knob.id);
      const path = index >= 0 ? ['knobs', index] : [];
      reader.error(
        'inconsistent',
        file,
        path,
        `the default of ${knob.id} is not allowed: ${problem.message}${problem.value ? ` (${problem.value})` : ''}`,
      );
    }
  }
}

function resolveKnobs(
  file: string,
  rule: RuleFile,
  shared: ReadonlyMap<string, DeclaredKnob>,
  reader: PackReader,
): DeclaredKnob[] {
  const seen = new Set<string>();
  return rule.knobs.flatMap((entry, index) => {
    const knob = 'shared' in entry ? shared.get(entry.shared) : entry;
    if (!knob) {
      reader.error(
        'unknown_reference',
        file,
        ['knobs', index],
        `knobs.yml has no knob ${'shared' in entry ? entry.shared : ''}`,
      );
      return [];
    }
    if (seen.has(knob.id)) reader.error('duplicate_id', file, ['knobs', index], `the knob ${knob.id} is there twice`);
    seen.add(knob.id);
    return [knob];
  });
}

/** All rules of `rules/*.yml`. */
export function loadRules(reader: PackReader, manifest: PackManifest): LoadedRule[] {
  const shared = new Map(
    (reader.optionalYaml('knobs.yml', sharedKnobsSchema)?.knobs ?? []).map((knob) => [knob.id, knob]),
  );
  const files = reader.list('rules', '.yml');
  if (files.length === 0) reader.error('missing_file', 'rules', [], 'expected at least one rule in rules/*.yml');
  return files.flatMap((file) => {
    const source = reader.yaml(file, ruleFileSchema);
    if (!source) return [];
    const rule: RuleTemplate = {
      ...source,
      knobs: resolveKnobs(file, source, shared, reader),
      pack: manifest.id,
      technique_names: techniqueNames(file, source, manifest, reader),
    };
    checkSources(file, source, manifest, reader);
    checkTemplate(file, rule, reader);
    return [{ file, rule }];
  });
}
