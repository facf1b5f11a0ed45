/**
 * The guard: replays every recorded attack against the rules and their exceptions, before and after a change.
 *
 * Exceptions remove single events before anything is matched, so what a rule finds without exceptions is computed once and
 * kept; a change of an item costs one look at the events that the rule already found.
 */
import { groupBy } from '../allowlist/group_by';
import { judgeCell, judgeRegression, problemOf } from './cells';
import { pairsOf, type Pair } from './replay';
import type {
  CellVerdict,
  ExpectedOutcome,
  GuardExpectation,
  GuardRecording,
  Judgement,
  JudgeInput,
  RegressionRecording,
  RowVerdict,
  RuleVerdict,
  Verdict,
  VerdictReason,
} from './types';
import { expectationVerdict, isWorse, rowVerdict } from './verdicts';

interface Judged {
  cells: CellVerdict[];
  row: RowVerdict;
}

/** Rules that an expectation speaks of, on whatever data source. */
function namedRules(expectation: GuardExpectation): Set<string> {
  return new Set(
    expectation.outcomes.flatMap((outcome) => [...outcome.mustFire.map(({ rule }) => rule), ...outcome.mustNotFire]),
  );
}

function judgeRecording(
  pairs: readonly Pair[],
  recording: GuardRecording,
  outcome: ExpectedOutcome | undefined,
  named: ReadonlySet<string>,
): Judged {
  const cells = pairs.flatMap((pair) => judgeCell(pair, recording, outcome, named.has(pair.id)) ?? []);
  // A rule that cannot be judged says nothing about rows in which it is not expected.
  const counted = cells.filter((cell) => cell.verdict !== 'unknown' || cell.expected > 0);
  const row = rowVerdict(recording.expectation, recording.source, counted);
  const reasons = cells
    .filter(({ verdict }) => verdict === 'blinded' || verdict === 'weakened')
    .flatMap((cell) => cell.reasons);
  return { cells, row: { ...row, reasons } };
}

/** A data source that the expectation speaks of and that nobody recorded. */
function judgeUnrecorded(expectation: string, outcome: ExpectedOutcome): Judged {
  const isVisible = outcome.notVisible === undefined;
  const verdict: Verdict = isVisible && outcome.mustFire.length > 0 ? 'unknown' : 'not_applicable';
  const reason: VerdictReason = isVisible
    ? { code: 'no_recording', text: 'there is no recording of this data source' }
    : { code: 'source_cannot_see', text: outcome.notVisible as string };
  const cells = outcome.mustFire.map(({ rule, min }) => ({
    expectation,
    source: outcome.source,
    rule,
    verdict,
    before: verdict,
    matches: 0,
    matchesBefore: 0,
    expected: min,
    buildingBlock: false,
    reasons: [reason],
  }));
  return {
    cells,
    row: { ...rowVerdict(expectation, outcome.source, cells), verdict, before: verdict, reasons: [reason] },
  };
}

function judgeExpectation(
  expectation: GuardExpectation,
  pairs: readonly Pair[],
  recordings: readonly GuardRecording[],
): Judged[] {
  const outcomes = new Map(expectation.outcomes.map((outcome) => [outcome.source, outcome]));
  const named = namedRules(expectation);
  const known = new Set(pairs.map((pair) => pair.id));
  const expected = new Set(expectation.outcomes.flatMap(({ mustFire }) => mustFire.map(({ rule }) => rule)));
  const absent = [...expected]
    .filter((id) => !known.has(id))
    .map((id) => ({ id, before: undefined, after: undefined }));
  const recorded = new Set(recordings.map(({ source }) => source));
  return [
    ...recordings.map((recording) =>
      judgeRecording([...pairs, ...absent], recording, outcomes.get(recording.source), named),
    ),
    ...expectation.outcomes
      .filter(({ source }) => !recorded.has(source))
      .map((outcome) => judgeUnrecorded(expectation.id, outcome)),
  ];
}

/** Verdicts that show that a recording exercises the rule. */
const exercises: ReadonlySet<Verdict> = new Set(['caught', 'weakened', 'blinded']);

function judgeRule(pair: Pair, isExercised: boolean, regressions: readonly RegressionRecording[]): RuleVerdict {
  const problem = problemOf(pair);
  const items = pair.after?.items;
  return {
    rule: pair.id,
    coverage: problem !== undefined ? 'unknown' : isExercised ? 'covered' : 'uncovered',
    ...(problem === undefined ? {} : { problem }),
    exceptions: items?.state ?? 'ok',
    exceptionsBefore: pair.before?.items.state ?? 'ok',
    causes: (items?.causes ?? []).map((cause) => ({
      itemId: cause.item.item_id,
      itemName: cause.item.name,
      problem: cause.problem ?? 'it holds for every event',
    })),
    regressions: problem === undefined ? regressions.map((regression) => judgeRegression(pair, regression)) : [],
  };
}

/** Judges one state of the detections, or the change from one to another. Writes nothing, keeps what it compiled. */
export function judge(input: JudgeInput): Judgement {
  const pairs = pairsOf(input);
  const recordings = groupBy(input.recordings, (recording) => recording.expectation);
  const regressions = groupBy(input.regressions ?? [], (regression) => regression.rule);
  const judged = input.expectations.map((expectation) =>
    judgeExpectation(expectation, pairs, recordings.get(expectation.id) ?? []),
  );
  const cells = judged.flat().flatMap((one) => one.cells);
  const rows = judged.flat().map((one) => one.row);
  const expectations = input.expectations.map(({ id, name }, at) =>
    expectationVerdict(
      id,
      name,
      (judged[at] ?? []).map((one) => one.row),
    ),
  );
  const exercised = new Set(cells.filter(({ verdict }) => exercises.has(verdict)).map(({ rule }) => rule));
  const totals: Judgement['totals'] = { caught: 0, weakened: 0, blinded: 0, missed: 0, not_applicable: 0, unknown: 0 };
  for (const { verdict } of expectations) totals[verdict] += 1;
  return {
    cells,
    rows,
    expectations,
    rules: pairs.map((pair) => judgeRule(pair, exercised.has(pair.id), regressions.get(pair.id) ?? [])),
    worse: rows.filter((row) => isWorse(row.before, row.verdict) || row.lost.length > 0),
    totals,
  };
}
