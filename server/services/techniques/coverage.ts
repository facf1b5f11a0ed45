/** Coverage figures from the guard's judgement. Pure. */
import type { Judgement, RowVerdict, Verdict } from '../../../common/expectations';

export interface CoverageCounts {
  caught: number;
  weakened: number;
  blinded: number;
  missed: number;
  unknown: number;
  notApplicable: number;
  uncovered: number;
}

const KEY: Readonly<Record<Verdict, keyof CoverageCounts>> = {
  caught: 'caught',
  weakened: 'weakened',
  blinded: 'blinded',
  missed: 'missed',
  unknown: 'unknown',
  not_applicable: 'notApplicable',
};

/** Expectations per verdict, and rules that none exercises. */
export function coverageOf(
  judgement: Judgement,
  tests: ReadonlySet<string>,
  keys: ReadonlySet<string>,
): CoverageCounts {
  const counts: CoverageCounts = {
    caught: 0,
    weakened: 0,
    blinded: 0,
    missed: 0,
    unknown: 0,
    notApplicable: 0,
    uncovered: 0,
  };
  for (const { expectation, verdict } of judgement.expectations) if (tests.has(expectation)) counts[KEY[verdict]] += 1;
  counts.uncovered = judgement.rules.filter(({ rule, coverage }) => coverage === 'uncovered' && keys.has(rule)).length;
  return counts;
}

/** From harmless to worst. */
const SEVERITY: readonly Verdict[] = ['not_applicable', 'caught', 'weakened', 'unknown', 'missed', 'blinded'];

/** The worst verdict of a rule over everything it is expected to catch, or `uncovered`. */
export function verdictOfRule(judgement: Judgement, key: string): string {
  const rule = judgement.rules.find((candidate) => candidate.rule === key);
  if (rule?.coverage === 'uncovered') return 'uncovered';
  const verdicts = judgement.cells
    .filter((cell) => cell.rule === key && cell.expected > 0)
    .map(({ verdict }) => verdict);
  return verdicts.sort((a, b) => SEVERITY.indexOf(b) - SEVERITY.indexOf(a))[0] ?? 'unknown';
}

/** Rows that exceptions blind or weaken now, compared with the same rules without exceptions. */
export function blindedRows(judgement: Judgement): RowVerdict[] {
  return judgement.worse.filter(({ verdict }) => verdict === 'blinded' || verdict === 'unknown');
}
