/** One rule on one recording: verdict, counts, reasons. */
import { lossReasons } from './reasons';
import { NOTHING, replay, type Armed, type Outcome, type Pair } from './replay';
import type {
  CellVerdict,
  ExpectedOutcome,
  GuardRecording,
  RegressionRecording,
  RegressionVerdict,
  Verdict,
  VerdictReason,
} from './types';
import { cellVerdict } from './verdicts';

/** Why the rule, as it would be, cannot be judged. */
export function problemOf(pair: Pair): string | undefined {
  return pair.after?.prepared.problem;
}

function quietReason(pair: Pair, recording: GuardRecording, outcome: ExpectedOutcome | undefined): VerdictReason {
  if (outcome?.notVisible !== undefined) return { code: 'source_cannot_see', text: outcome.notVisible };
  const visible = pair.after?.prepared.visible(recording.events).length ?? 0;
  return visible === 0
    ? { code: 'index_not_read', text: 'the rule does not read this data source' }
    : { code: 'nothing_expected', text: 'the test leaves nothing on this data source that the rule looks for' };
}

/** What the rule finds while it runs; at rest it alerts on nothing, and `reach` still tells what it would find. */
function found(armed: Armed | undefined, events: GuardRecording['events']): Outcome {
  const outcome = replay(armed, events);
  return armed?.rule.resting === undefined ? outcome : { ...outcome, found: NOTHING };
}

function lostTo(pair: Pair, events: GuardRecording['events'], before: Outcome, after: Outcome): VerdictReason[] {
  const resting = pair.after === undefined ? 'not_installed' : pair.after.rule.resting;
  if (pair.after === undefined || resting === 'not_installed')
    return [{ code: 'rule_absent', text: `${pair.id} is not installed` }];
  if (resting === 'disabled') return [{ code: 'rule_disabled', text: `${pair.id} is disabled` }];
  const reach = before.reach.matches >= after.reach.matches ? before.reach : after.reach;
  return lossReasons(events, reach, after.found, pair.after.prepared, after.reach, pair.after.items);
}

function reasonsOf(
  pair: Pair,
  recording: GuardRecording,
  outcome: ExpectedOutcome | undefined,
  verdict: Verdict,
  before: Outcome,
  after: Outcome,
): VerdictReason[] {
  if (verdict === 'not_applicable') return [quietReason(pair, recording, outcome)];
  if (verdict === 'caught') {
    const isUnwanted = outcome?.mustNotFire.includes(pair.id) === true;
    return isUnwanted ? [{ code: 'fires_unexpectedly', text: 'the rule must not alert on this recording' }] : [];
  }
  const losses = lostTo(pair, recording.events, before, after);
  if (losses.length > 0) return losses;
  return verdict === 'missed'
    ? [{ code: 'never_fired', text: 'the rule finds nothing in the recording, with or without exceptions' }]
    : [{ code: 'fewer_than_expected', text: `the rule finds ${after.found.matches}, less than expected` }];
}

/**
 * @param isNamed the expectation speaks of the rule, so that its silence is worth showing
 * @returns `undefined` when there is nothing to show: most rules have nothing to do with most recordings
 */
export function judgeCell(
  pair: Pair,
  recording: GuardRecording,
  outcome: ExpectedOutcome | undefined,
  isNamed: boolean,
): CellVerdict | undefined {
  const after = found(pair.after, recording.events);
  const before = found(pair.before, recording.events);
  const reach = Math.max(before.reach.matches, after.reach.matches, before.found.matches);
  if (reach === 0 && after.found.matches === 0 && !isNamed) return undefined;
  const expected = outcome?.mustFire.find((must) => must.rule === pair.id)?.min ?? 0;
  const couldJudge = pair.before?.prepared.problem === undefined;
  const problem = problemOf(pair);
  const verdict = problem === undefined ? cellVerdict(after.found.matches, expected, reach) : 'unknown';
  return {
    expectation: recording.expectation,
    source: recording.source,
    rule: pair.id,
    verdict,
    before: couldJudge ? cellVerdict(before.found.matches, expected, before.reach.matches) : 'unknown',
    matches: after.found.matches,
    matchesBefore: before.found.matches,
    expected,
    buildingBlock: (pair.after ?? pair.before)?.rule.building_block_type !== undefined,
    reasons:
      problem === undefined
        ? reasonsOf(pair, recording, outcome, verdict, before, after)
        : [{ code: 'rule_cannot_be_judged', text: problem }],
  };
}

export function judgeRegression(pair: Pair, regression: RegressionRecording): RegressionVerdict {
  const before = replay(pair.before, regression.events);
  const after = replay(pair.after, regression.events);
  const least = regression.min ?? 1;
  const holds = ({ found }: Outcome): boolean =>
    regression.kind === 'positive' ? found.matches >= least : found.matches === 0;
  let reasons: VerdictReason[] = [];
  if (!holds(after)) {
    reasons =
      regression.kind === 'negative'
        ? [{ code: 'fires_unexpectedly', text: 'the rule alerts on something harmless' }]
        : lostTo(pair, regression.events, before, after);
  }
  return {
    regression: regression.id,
    kind: regression.kind,
    holds: holds(after),
    heldBefore: holds(before),
    reasons,
  };
}
