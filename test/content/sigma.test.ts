/** Statements about the Sigma forms of every pack. `scripts/sigma_check.sh` adds what sigma-cli says about them. */
import { ownRules, packs, type SigmaDocument } from './read_packs';

/** Tactics as ATT&CK 19 names them in Sigma tags. */
const tactics = [
  'reconnaissance',
  'resource-development',
  'initial-access',
  'execution',
  'persistence',
  'privilege-escalation',
  'stealth',
  'defense-impairment',
  'credential-access',
  'discovery',
  'lateral-movement',
  'collection',
  'command-and-control',
  'exfiltration',
  'impact',
];

/** Names of selections that a condition uses; `1 of name_*` stands for every selection with that start. */
function usedSelections(document: SigmaDocument): Set<string> {
  const { condition, ...selections } = document.detection ?? { condition: '' };
  const patterns = condition.match(/[a-z][a-z0-9_]*\*?/g) ?? [];
  return new Set(
    Object.keys(selections).filter((name) =>
      patterns.some((pattern) => (pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern)),
    ),
  );
}

const documents = packs.flatMap((pack) => [...pack.sigma.rules.values()].flat());

it('no Sigma id is used twice', () => {
  const ids = documents.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

it('pipelines of one name are the same in every pack', () => {
  const texts = new Map<string, Set<string>>();
  for (const pack of packs) {
    for (const [name, text] of pack.sigma.pipelines) texts.set(name, (texts.get(name) ?? new Set()).add(text));
  }
  expect([...texts].filter(([, versions]) => versions.size > 1).map(([name]) => name)).toEqual([]);
});

it.each(documents)('"$title" is complete and its tags are well formed', (document) => {
  expect(document.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(document.description).toBeDefined();
  expect(['informational', 'low', 'medium', 'high', 'critical']).toContain(document.level);
  const tags = document.tags ?? [];
  expect(tags.filter((tag) => /^attack\.t\d{4}(\.\d{3})?$/.test(tag)).length).toBeGreaterThan(0);
  expect(
    tags.filter((tag) => !/^attack\.t\d{4}(\.\d{3})?$/.test(tag) && !tactics.includes(tag.replace('attack.', ''))),
  ).toEqual([]);
});

it.each(documents.filter(({ detection }) => detection))('"$title" uses every selection it defines', (document) => {
  const { condition: _condition, ...selections } = document.detection ?? {};
  expect([...usedSelections(document)]).toEqual(Object.keys(selections));
});

describe.each(packs)('in $id', (pack) => {
  const { manifest, rules, pipelines } = pack.sigma;

  it('every rule of the pack has a Sigma form or a reason for having none', () => {
    expect(manifest.rules.map(({ rule }) => rule).sort()).toEqual(ownRules(pack.id).sort());
  });

  it('every file is listed and every listed file is there', () => {
    expect(manifest.rules.flatMap((entry) => (entry.form === 'withheld' ? [] : entry.file)).sort()).toEqual(
      [...rules.keys()].sort(),
    );
    expect(manifest.pipelines.map(({ file }) => file).sort()).toEqual([...pipelines.keys()].sort());
  });

  it('every correlation is of the declared type and refers to rules of its own file', () => {
    for (const entry of manifest.rules) {
      if (entry.form === 'withheld') continue;
      const inFile = rules.get(entry.file) ?? [];
      const correlations = inFile.flatMap(({ correlation }) => correlation ?? []);
      expect([entry.rule, correlations.map(({ type }) => type)]).toEqual([
        entry.rule,
        entry.form === 'single' ? [] : [entry.form],
      ]);
      const names = new Set(inFile.map(({ name }) => name));
      expect(correlations.flatMap((correlation) => correlation.rules).filter((name) => !names.has(name))).toEqual([]);
    }
  });
});
