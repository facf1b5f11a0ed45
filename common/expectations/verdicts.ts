/** How counts become verdicts, and verdicts of rules become those of rows and expectations. */
import type { CellVerdict, ExpectationVerdict, Judgement, RowVerdict, RuleVerdict, Verdict } from './types';

/** From good to bad. `missed` and `unknown` never were good, so they cannot get worse than `blinded`. */
const rank: Readonly<Record<Verdict, number>> = {
  caught: 0,
  not_applicable: 0,
  weakened: 1,
  unknown: 2,
  missed: 3,
  blinded: 4,
};

export function isWorse(before: Verdict, after: Verdict): boolean {
  return rank[after] > rank[before];
}

/**
 * @param matches what the rule finds with its exceptions
 * @param expected least number it must find; 0 when nothing is expected
 * @param reach what it finds, or found, without exceptions or before the change
 */
export function cellVerdict(matches: number, expected: number, reach: number): Verdict {
  const wanted = expected > 0 ? expected : reach;
  if (wanted === 0) return 'not_applicable';
  if (matches >= wanted) return 'caught';
  if (matches > 0) return 'weakened';
  return reach > 0 ? 'blinded' : 'missed';
}

interface Judged {
  rule: string;
  verdict: Verdict;
}

/** All rules of one row. A row is caught when every rule that should alert does. */
function combine(cells: readonly Judged[]): Verdict {
  const judged = cells.filter((cell) => cell.verdict !== 'not_applicable');
  if (judged.length === 0) return 'not_applicable';
  if (judged.every((cell) => cell.verdict === 'caught')) return 'caught';
  if (judged.some((cell) => cell.verdict === 'caught' || cell.verdict === 'weakened')) return 'weakened';
  if (judged.some((cell) => cell.verdict === 'blinded')) return 'blinded';
  return judged.some((cell) => cell.verdict === 'unknown') ? 'unknown' : 'missed';
}

const alerts = (verdict: Verdict): boolean => verdict === 'caught' || verdict === 'weakened';

/** @param cells of one expectation on one data source */
export function rowVerdict(expectation: string, source: string, cells: readonly CellVerdict[]): RowVerdict {
  const relevant = cells.filter((cell) => cell.verdict !== 'not_applicable' || cell.before !== 'not_applicable');
  const alerting = relevant.filter((cell) => !cell.buildingBlock);
  const buildingBlockOnly = alerting.length === 0 && relevant.length > 0;
  const counted = buildingBlockOnly ? relevant : alerting;
  return {
    expectation,
    source,
    verdict: combine(counted),
    before: combine(counted.map((cell) => ({ rule: cell.rule, verdict: cell.before }))),
    caughtBy: counted.filter((cell) => alerts(cell.verdict)).map((cell) => cell.rule),
    lost: counted.filter((cell) => alerts(cell.before) && !alerts(cell.verdict)).map((cell) => cell.rule),
    buildingBlockOnly,
    reasons: [],
  };
}

/** Over all data sources: blinded only when no rule alerts on any source that used to show it. */
function overall(rows: ReadonlyArray<{ verdict: Verdict }>): Verdict {
  return combine(rows.map((row, index) => ({ rule: String(index), verdict: row.verdict })));
}

/** @param rows of one expectation */
export function expectationVerdict(expectation: string, name: string, rows: readonly RowVerdict[]): ExpectationVerdict {
  const applicable = rows.filter((row) => row.verdict !== 'not_applicable' || row.before !== 'not_applicable');
  const alerting = applicable.filter((row) => !row.buildingBlockOnly);
  const counted = alerting.length > 0 ? alerting : applicable;
  const caughtBy = new Set(counted.flatMap((row) => row.caughtBy));
  const lost = new Set(counted.flatMap((row) => row.lost).filter((rule) => !caughtBy.has(rule)));
  return {
    expectation,
    name,
    verdict: overall(counted),
    before: overall(counted.map((row) => ({ verdict: row.before }))),
    caughtBy: [...caughtBy],
    lost: [...lost],
  };
}

/**
 * Must the change be refused unless overridden? True when on some data source an expected attack that used to alert is
 * left without an alert, or without anything that could prove one.
 * @param sources data sources that exist here; default: all
 */
export function isBlinding(judgement: Pick<Judgement, 'worse'>, sources?: readonly string[]): boolean {
  return judgement.worse.some(
    (row) =>
      (row.verdict === 'blinded' || row.verdict === 'unknown') &&
      !row.buildingBlockOnly &&
      (sources === undefined || sources.includes(row.source)),
  );
}

/** Rules that the change breaks: every run fails, or everything is hidden, and did not before. */
export function brokenRules(judgement: Pick<Judgement, 'rules'>): RuleVerdict[] {
  return judgement.rules.filter((rule) => rule.exceptions !== 'ok' && rule.exceptionsBefore === 'ok');
}
