/**
 * The guard: replays every recorded attack against the rules and their exceptions, before and after a change.
 *
 * Exceptions remove single events before anything is matched, so what a rule finds without exceptions is computed once and
 * kept; a change of an item costs one look at the events that the rule already found.
 */
import { compileItems, type CompiledItems, type ItemContext, type RuleKind } from '../allowlist';
import { prepareRule, type PrepareContext, type PreparedRule } from './prepare';
import type { Found } from './queries';
import { lossReasons } from './reasons';
import type {
  CellVerdict,
  ExpectedOutcome,
  GuardRecording,
  GuardRule,
  GuardState,
  Judgement,
  JudgeInput,
  RecordedEvent,
  RegressionRecording,
  RegressionVerdict,
  RowVerdict,
  RuleVerdict,
  Verdict,
  VerdictReason,
} from './types';
import { cellVerdict, expectationVerdict, isWorse, rowVerdict } from './verdicts';

/** One rule with its exceptions in one state of the detections. */
interface Armed {
  rule: GuardRule;
  prepared: PreparedRule;
  items: CompiledItems;
}

/** The same rule before and after; either may be absent. */
interface Pair {
  id: string;
  before: Armed | undefined;
  after: Armed | undefined;
}

interface Outcome {
  /** With exceptions. */
  found: Found;
  /** Without. */
  reach: Found;
}

const nothing: Found = { matches: 0, groups: [] };
const kinds: ReadonlySet<string> = new Set(['eql', 'query', 'threshold', 'new_terms']);

function arm(state: GuardState, input: JudgeInput, context: PrepareContext): Map<string, Armed> {
  const armed = new Map<string, Armed>();
  for (const rule of state.rules) {
    const itemContext: ItemContext = {
      now: input.now,
      ruleKind: (kinds.has(rule.type) ? rule.type : 'other') as RuleKind,
      ...(input.schema === undefined ? {} : { schema: input.schema }),
      ...(input.valueLists === undefined ? {} : { valueLists: input.valueLists }),
    };
    armed.set(rule.id, {
      rule,
      prepared: prepareRule(rule, context),
      items: compileItems(state.items?.get(rule.id) ?? [], itemContext),
    });
  }
  return armed;
}

function replay(armed: Armed | undefined, events: readonly RecordedEvent[]): Outcome {
  if (armed === undefined || armed.prepared.problem !== undefined) return { found: nothing, reach: nothing };
  const { prepared, items } = armed;
  const reach = prepared.find(events);
  if (reach.matches === 0 || items.state !== 'ok') return { reach, found: items.state === 'ok' ? reach : nothing };
  if (items.items.length === 0) return { reach, found: reach };
  return {
    reach,
    found: prepared.find(
      events,
      (position) => items.hiddenBy((events[position] as RecordedEvent)._source) !== undefined,
    ),
  };
}

/** A rule that finds nothing without exceptions can still find something with them: `![…]` misses the removed event. */
function isUnknown(pair: Pair): string | undefined {
  return pair.after?.prepared.problem;
}

function quietReason(pair: Pair, recording: GuardRecording, outcome: ExpectedOutcome | undefined): VerdictReason {
  if (outcome?.notVisible !== undefined) return { code: 'source_cannot_see', text: outcome.notVisible };
  const visible = pair.after?.prepared.visible(recording.events).length ?? 0;
  return visible === 0
    ? { code: 'index_not_read', text: 'the rule does not read this data source' }
    : { code: 'nothing_expected', text: 'the test leaves nothing on this data source that the rule looks for' };
}

function judgeCell(pair: Pair, recording: GuardRecording, outcome: ExpectedOutcome | undefined): CellVerdict {
  const expected = outcome?.mustFire.find((must) => must.rule === pair.id)?.min ?? 0;
  const before = replay(pair.before, recording.events);
  const after = replay(pair.after, recording.events);
  const reach = Math.max(before.reach.matches, after.reach.matches, before.found.matches);
  const base = {
    expectation: recording.expectation,
    source: recording.source,
    rule: pair.id,
    matches: after.found.matches,
    matchesBefore: before.found.matches,
    expected,
    buildingBlock: (pair.after ?? pair.before)?.rule.building_block_type !== undefined,
  };
  const verdictBefore =
    pair.before?.prepared.problem === undefined
      ? cellVerdict(before.found.matches, expected, before.reach.matches)
      : 'unknown';
  const problem = isUnknown(pair);
  if (problem !== undefined) {
    return {
      ...base,
      verdict: 'unknown',
      before: verdictBefore,
      reasons: [{ code: 'rule_cannot_be_judged', text: problem }],
    };
  }
  const verdict = cellVerdict(after.found.matches, expected, reach);
  return {
    ...base,
    verdict,
    before: verdictBefore,
    reasons: cellReasons(pair, recording, outcome, verdict, before, after),
  };
}

function cellReasons(
  pair: Pair,
  recording: GuardRecording,
  outcome: ExpectedOutcome | undefined,
  verdict: Verdict,
  before: Outcome,
  after: Outcome,
): VerdictReason[] {
  if (verdict === 'not_applicable') return [quietReason(pair, recording, outcome)];
  if (verdict === 'caught') {
    const unexpected = outcome?.mustNotFire.includes(pair.id) === true;
    return unexpected ? [{ code: 'fires_unexpectedly', text: 'the rule must not alert on this recording' }] : [];
  }
  if (pair.after === undefined) return [{ code: 'rule_absent', text: 'the rule is not installed' }];
  const reach = before.reach.matches >= after.reach.matches ? before.reach : after.reach;
  const losses = lossReasons(recording.events, reach, after.found, pair.after.prepared, after.reach, pair.after.items);
  if (losses.length > 0) return losses;
  return verdict === 'missed'
    ? [{ code: 'never_fired', text: 'the rule finds nothing in the recording, with or without exceptions' }]
    : [{ code: 'fewer_than_expected', text: `the rule finds ${after.found.matches}, less than expected` }];
}

/** Cells worth showing: what is expected, what alerts or did, and rules that the expectation names on another source. */
function isShown(cell: CellVerdict, named: ReadonlySet<string>): boolean {
  if (cell.verdict === 'unknown') return named.has(cell.rule);
  return cell.verdict !== 'not_applicable' || cell.before !== 'not_applicable' || named.has(cell.rule);
}

function unrecorded(expectation: string, outcome: ExpectedOutcome): { cells: CellVerdict[]; row: RowVerdict } {
  const visible = outcome.notVisible === undefined;
  const verdict: Verdict = visible && outcome.mustFire.length > 0 ? 'unknown' : 'not_applicable';
  const reason: VerdictReason = visible
    ? { code: 'no_recording', text: 'there is no recording of this data source' }
    : { code: 'source_cannot_see', text: outcome.notVisible as string };
  const cells = outcome.mustFire.map(({ rule, min }): CellVerdict => ({
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

function judgeRegression(pair: Pair, regression: RegressionRecording): RegressionVerdict {
  const before = replay(pair.before, regression.events);
  const after = replay(pair.after, regression.events);
  const holds = (matches: number): boolean =>
    regression.kind === 'positive' ? matches >= (regression.min ?? 1) : matches === 0;
  const ok = holds(after.found.matches);
  let reasons: VerdictReason[] = [];
  if (!ok && regression.kind === 'negative')
    reasons = [{ code: 'fires_unexpectedly', text: 'the rule alerts on something harmless' }];
  else if (!ok && pair.after === undefined) reasons = [{ code: 'rule_absent', text: 'the rule is not installed' }];
  else if (!ok && pair.after !== undefined) {
    const reach = before.reach.matches >= after.reach.matches ? before.reach : after.reach;
    reasons = lossReasons(regression.events, reach, after.found, pair.after.prepared, after.reach, pair.after.items);
  }
  return {
    regression: regression.id,
    kind: regression.kind,
    holds: ok,
    heldBefore: holds(before.found.matches),
    reasons,
  };
}

function judgeRule(
  pair: Pair,
  exercised: ReadonlySet<string>,
  regressions: readonly RegressionRecording[],
): RuleVerdict {
  const problem = isUnknown(pair);
  const items = pair.after?.items;
  return {
    rule: pair.id,
    coverage: problem !== undefined ? 'unknown' : exercised.has(pair.id) ? 'covered' : 'uncovered',
    ...(problem === undefined ? {} : { problem }),
    exceptions: items?.state ?? 'ok',
    exceptionsBefore: pair.before?.items.state ?? 'ok',
    causes: (items?.causes ?? []).map((cause) => ({
      itemId: cause.item.item_id,
      itemName: cause.item.name,
      problem: cause.problem ?? 'it holds for every event',
    })),
    regressions:
      problem === undefined
        ? regressions.filter(({ rule }) => rule === pair.id).map((one) => judgeRegression(pair, one))
        : [],
  };
}

function pairs(input: JudgeInput): Pair[] {
  const sample = input.recordings[0]?.events ?? [];
  const context: PrepareContext = { schema: input.schema, sample, now: input.now };
  const after = arm(input.after, input, context);
  const before = arm(input.before ?? { rules: input.after.rules }, input, context);
  return [...new Set([...after.keys(), ...before.keys()])].map((id) => ({
    id,
    before: before.get(id),
    after: after.get(id),
  }));
}

function absentPairs(outcomes: readonly ExpectedOutcome[], known: ReadonlySet<string>): Pair[] {
  const missing = new Set(
    outcomes.flatMap((outcome) => outcome.mustFire.map(({ rule }) => rule)).filter((rule) => !known.has(rule)),
  );
  return [...missing].map((id) => ({ id, before: undefined, after: undefined }));
}

/** Judges one state of the detections, or the change from one to another. Writes nothing, keeps what it compiled. */
export function judge(input: JudgeInput): Judgement {
  const all = pairs(input);
  const known = new Set(all.map((pair) => pair.id));
  const cells: CellVerdict[] = [];
  const rows: RowVerdict[] = [];
  const exercised = new Set<string>();
  const recordings = new Map<string, GuardRecording[]>();
  for (const recording of input.recordings)
    recordings.set(recording.expectation, [...(recordings.get(recording.expectation) ?? []), recording]);

  const expectations = input.expectations.map((expectation) => {
    const outcomes = new Map(expectation.outcomes.map((outcome) => [outcome.source, outcome]));
    const named = new Set(
      expectation.outcomes.flatMap((outcome) => [...outcome.mustFire.map(({ rule }) => rule), ...outcome.mustNotFire]),
    );
    const candidates = [...all, ...absentPairs(expectation.outcomes, known)];
    const own = recordings.get(expectation.id) ?? [];
    const ownRows = own.map((recording) => {
      const judged = candidates.map((pair) => judgeCell(pair, recording, outcomes.get(recording.source)));
      for (const cell of judged)
        if (cell.verdict !== 'not_applicable' && cell.verdict !== 'unknown' && cell.verdict !== 'missed')
          exercised.add(cell.rule);
      const shown = judged.filter((cell) => isShown(cell, named));
      cells.push(...shown);
      const row = rowVerdict(
        expectation.id,
        recording.source,
        shown.filter((cell) => cell.verdict !== 'unknown' || cell.expected > 0),
      );
      return {
        ...row,
        reasons: shown
          .filter((cell) => row.lost.includes(cell.rule) || cell.verdict === 'blinded' || cell.verdict === 'weakened')
          .flatMap((cell) => cell.reasons),
      };
    });
    const recorded = new Set(own.map((recording) => recording.source));
    for (const outcome of expectation.outcomes.filter(({ source }) => !recorded.has(source))) {
      const { cells: none, row } = unrecorded(expectation.id, outcome);
      cells.push(...none);
      ownRows.push(row);
    }
    rows.push(...ownRows);
    return expectationVerdict(expectation.id, expectation.name, ownRows);
  });

  const totals: Record<Verdict, number> = {
    caught: 0,
    weakened: 0,
    blinded: 0,
    missed: 0,
    not_applicable: 0,
    unknown: 0,
  };
  for (const { verdict } of expectations) totals[verdict] += 1;
  return {
    cells,
    rows,
    expectations,
    rules: all.map((pair) => judgeRule(pair, exercised, input.regressions ?? [])),
    worse: rows.filter((row) => isWorse(row.before, row.verdict) || row.lost.length > 0),
    totals,
  };
}
