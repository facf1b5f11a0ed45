/** Loads all pack folders together: ids are unique over them, and what one pack says of another must exist. */
import type { Pack, PackProblem, PackReport } from '../pack';
import { loadPack, type PackFolder } from './load_pack';

export interface LoadedPacks {
  packs: Pack[];
  /** One for each folder, disabled ones included, in the given order. */
  reports: PackReport[];
}

/** Every id of a pack that must not occur in another one, with the file it stands in. */
function ownIds(pack: Pack): Array<{ kind: string; id: string; file: string }> {
  const ids = (kind: string, file: string, values: readonly string[]) => values.map((id) => ({ kind, id, file }));
  return [
    ...ids('pack', 'pack.yml', [pack.id]),
    ...ids(
      'rule',
      'rules',
      pack.rules.map((rule) => rule.id),
    ),
    ...ids(
      'rule_id',
      'rules',
      pack.rules.map((rule) => rule.rule_id),
    ),
    ...ids(
      'test',
      'expectations',
      pack.expectations.map((expectation) => expectation.id),
    ),
    ...ids(
      'template',
      'allowlist.yml',
      pack.allowlist.map((template) => template.id),
    ),
    ...ids(
      'careless example',
      'allowlist.yml',
      pack.careless.map((example) => example.id),
    ),
    ...ids(
      'benign shape',
      'benign/benign.yml',
      pack.benign.map((shape) => shape.id),
    ),
    ...ids(
      'regression case',
      'regressions',
      pack.regressions.map((sample) => sample.id),
    ),
    ...ids(
      'search',
      'searches',
      pack.searches.map((search) => search.id),
    ),
    ...ids(
      'hunt',
      'hunts.yml',
      pack.hunts.map((hunt) => hunt.id),
    ),
  ];
}

/** Rules a pack speaks of, with the file. */
function ruleReferences(pack: Pack): Array<{ rule: string; file: string }> {
  const from = (file: string, rules: readonly string[]) => rules.map((rule) => ({ rule, file }));
  return [
    ...from(
      'pack.yml',
      pack.manifest.listed_rules.map((entry) => entry.rule),
    ),
    ...from(
      'published.yml',
      (pack.published?.deviations ?? []).flatMap((deviation) => deviation.rules),
    ),
    ...from(
      'allowlist.yml',
      [...pack.allowlist, ...pack.careless].flatMap((template) => template.rules),
    ),
    ...pack.rules.flatMap((rule) =>
      from(
        'rules',
        rule.knobs.flatMap((knob) => knob.mirrors?.rule ?? []),
      ),
    ),
    ...pack.expectations.flatMap((expectation) =>
      from(`expectations/${expectation.id}.yml`, [
        ...expectation.sources.flatMap((source) => source.must_fire.map((entry) => entry.rule)),
        ...expectation.must_not_fire.map((entry) => entry.rule),
        ...expectation.also_possible.map((entry) => entry.rule),
      ]),
    ),
    ...from(
      'benign/benign.yml',
      pack.benign.flatMap((shape) => shape.fires.map((entry) => entry.rule)),
    ),
    ...from(
      'regressions',
      pack.regressions.flatMap((sample) => [sample.rule, ...sample.fires.map((entry) => entry.rule)]),
    ),
    ...from(
      'sigma/manifest.yml',
      (pack.sigma?.manifest.rules ?? []).map((entry) => entry.rule),
    ),
    ...from(
      'playbook.yml',
      (pack.playbook?.phases ?? []).flatMap((phase) => phase.steps.flatMap((step) => step.rules ?? [])),
    ),
  ];
}

function duplicateProblems(pack: Pack, taken: ReadonlyMap<string, string>): PackProblem[] {
  const here = new Set<string>();
  return ownIds(pack).flatMap(({ kind, id, file }) => {
    const key = `${kind} ${id}`;
    const owner = here.has(key) ? 'this pack' : taken.get(key);
    here.add(key);
    return owner
      ? [
          {
            code: 'duplicate_id',
            file,
            message: `${key} is in ${owner} already: ids are unique over all packs`,
          } satisfies PackProblem,
        ]
      : [];
  });
}

function crossWarnings(pack: Pack, packs: readonly Pack[]): PackProblem[] {
  const rules = new Set(packs.flatMap((other) => other.rules.map((rule) => rule.id)));
  const tests = new Set(packs.flatMap((other) => other.expectations.map((expectation) => expectation.id)));
  const templates = new Set(packs.flatMap((other) => other.allowlist.map((template) => template.id)));
  const careless = new Set(packs.flatMap((other) => other.careless.map((example) => example.id)));
  const missing = (known: ReadonlySet<string>, what: string, file: string, ids: readonly string[]): PackProblem[] =>
    [...new Set(ids)]
      .filter((id) => !known.has(id))
      .map((id) => ({ code: 'unknown_reference', file, message: `no loaded pack has the ${what} ${id}` }));
  const byFile = new Map<string, string[]>();
  for (const { rule, file } of ruleReferences(pack)) byFile.set(file, [...(byFile.get(file) ?? []), rule]);
  return [
    ...[...byFile].flatMap(([file, ids]) => missing(rules, 'rule', file, ids)),
    ...missing(tests, 'test', 'allowlist.yml', [
      ...pack.careless.flatMap((example) => example.effects.map((effect) => effect.test)),
    ]),
    ...missing(
      careless,
      'careless example',
      'allowlist.yml',
      pack.allowlist.map((template) => template.careless_version),
    ),
    ...missing(
      templates,
      'template',
      'benign/benign.yml',
      pack.benign.flatMap((shape) => shape.until ?? []),
    ),
  ];
}

/**
 * Loads folders in order. A pack that repeats an id of an earlier one is refused. What a pack says about a pack that
 * is not loaded is a warning, so that one broken pack does not take others with it.
 */
export function loadPacks(folders: readonly PackFolder[]): LoadedPacks {
  const taken = new Map<string, string>();
  const packs: Pack[] = [];
  const reports = folders.map((folder) => {
    const { report, pack } = loadPack(folder);
    if (!pack) return report;
    const duplicates = duplicateProblems(pack, taken);
    if (duplicates.length > 0)
      return { ...report, status: 'disabled' as const, errors: [...report.errors, ...duplicates] };
    for (const { kind, id } of ownIds(pack)) taken.set(`${kind} ${id}`, pack.id);
    packs.push(pack);
    return report;
  });
  const byId = new Map(packs.map((pack) => [pack.id, pack]));
  return {
    packs,
    reports: reports.map((report) => {
      const pack = report.status === 'loaded' ? byId.get(report.id) : undefined;
      return pack ? { ...report, warnings: [...report.warnings, ...crossWarnings(pack, packs)] } : report;
    }),
  };
}
