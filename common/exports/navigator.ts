/**
 * ATT&CK Navigator layers. Three, not one with a mixed score: a technique that a rule names, one that a rule can see
 * here, and one whose detection was replayed are different statements.
 */
import type { AttackRelease } from '../rules';
import type { ExportFile, RuleCoverage } from './types';

interface LayerKind {
  id: 'mapped' | 'ready' | 'proven';
  title: string;
  description: string;
  counts: (coverage: RuleCoverage) => boolean;
}

const kinds: readonly LayerKind[] = [
  {
    id: 'mapped',
    title: 'mapped',
    description: 'Rules that name the technique. Says nothing about whether they run or would fire.',
    counts: () => true,
  },
  {
    id: 'ready',
    title: 'ready',
    description: 'Enabled rules whose data arrives here with every field they read.',
    counts: ({ enabled, readiness }) => enabled && readiness === 'ready',
  },
  {
    id: 'proven',
    title: 'proven',
    description: 'Enabled rules that caught every simulated attack they belong to, with today’s knobs and allowlist.',
    counts: ({ enabled, proof }) => enabled && proof === 'proven',
  },
];

/** Tactic name as the Navigator writes it. */
const shortName = (tactic: string) => tactic.toLowerCase().replaceAll(' ', '-');

interface Cell {
  techniqueID: string;
  tactic: string;
  rules: string[];
  counted: string[];
}

function cellsOf(kind: LayerKind, coverage: readonly RuleCoverage[]): Cell[] {
  const cells = new Map<string, Cell>();
  for (const item of coverage) {
    for (const { tactic, technique } of item.rule.threat) {
      for (const { id, subtechnique } of technique) {
        const ids = subtechnique.length > 0 ? subtechnique.map((sub) => sub.id) : [id];
        for (const techniqueID of ids) {
          const key = `${techniqueID} ${tactic.id}`;
          const cell = cells.get(key) ?? { techniqueID, tactic: shortName(tactic.name), rules: [], counted: [] };
          cell.rules.push(item.rule.id);
          if (kind.counts(item)) cell.counted.push(item.rule.id);
          cells.set(key, cell);
        }
      }
    }
  }
  return [...cells.values()];
}

function commentOf(kind: LayerKind, { rules, counted }: Cell): string {
  const left = rules.filter((id) => !counted.includes(id));
  return [
    ...(counted.length > 0 ? [`${kind.title}: ${counted.join(', ')}`] : []),
    ...(left.length > 0 ? [`mapped, not ${kind.title}: ${left.join(', ')}`] : []),
  ].join('; ');
}

/**
 * The layers `mapped`, `ready` and `proven`. The score is the number of rules for which the statement holds; a technique
 * with score 0 is kept, so that the gap shows.
 */
export function navigatorLayers(name: string, coverage: readonly RuleCoverage[], release: AttackRelease): ExportFile[] {
  return kinds.map((kind) => {
    const cells = cellsOf(kind, coverage);
    const layer = {
      name: `${name}: ${kind.title}`,
      versions: { attack: release.slice(1), navigator: '5.1.0', layer: '4.5' },
      domain: 'enterprise-attack',
      description: kind.description,
      techniques: cells.map((cell) => ({
        techniqueID: cell.techniqueID,
        tactic: cell.tactic,
        score: cell.counted.length,
        comment: commentOf(kind, cell),
        enabled: true,
        showSubtechniques: true,
      })),
      gradient: {
        colors: ['#ffffff', '#54b399'],
        minValue: 0,
        maxValue: Math.max(1, ...cells.map(({ counted }) => counted.length)),
      },
    };
    return { name: `${kind.id}.json`, mediaType: 'application/json', text: `${JSON.stringify(layer, null, 2)}\n` };
  });
}
