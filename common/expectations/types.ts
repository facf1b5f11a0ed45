/** What the guard reads and what it answers. Everything is plain data, so that browser, server and command line share it. */
import type { ExceptionItem, FieldSchema, ValueListContent } from '../allowlist';

/**
 * - `caught`: the rule alerts as expected
 * - `weakened`: it still alerts, but less than before or less than expected
 * - `blinded`: it alerted and does not any more
 * - `missed`: it was expected to alert and never did, with or without the allowlist
 * - `not_applicable`: the data source cannot show it, or nothing is expected of the rule here
 * - `unknown`: could not be judged; never good news
 */
export type Verdict = 'caught' | 'weakened' | 'blinded' | 'missed' | 'not_applicable' | 'unknown';

/** Why a rule does not run. */
export type RuleRest = 'disabled' | 'not_installed';

/** The part of an effective (or installed) rule that decides what it matches. */
export interface GuardRule {
  /** Content id (`CP-1`) or, for other rules, the `rule_id`. */
  id: string;
  name: string;
  /** Kibana's rule type: `eql`, `query` ... */
  type: string;
  language?: string;
  query?: string;
  /** Index patterns. Empty or absent: every index. */
  index?: readonly string[];
  /** Kibana filters beside the query. */
  filters?: readonly unknown[];
  /** Building-block alerts do not reach an analyst, so they do not count as catching an attack. */
  building_block_type?: string;
  timestamp_field?: string;
  timestamp_override?: string;
  event_category_override?: string;
  tiebreaker_field?: string;
  /** Set when it does not run: then it catches nothing, whatever its query would find. */
  resting?: RuleRest;
}

export interface RecordedEvent {
  _id: string;
  /** Index the event would be in; decides which rules see it. */
  _index: string;
  _source: Readonly<Record<string, unknown>>;
}

/** The telemetry of an expectation on one data source. */
export interface GuardRecording {
  /** Unique, e.g. `T1571-4.sysmon_winlogbeat`. */
  id: string;
  expectation: string;
  source: string;
  events: readonly RecordedEvent[];
}

/** What must happen on one data source. */
export interface ExpectedOutcome {
  source: string;
  /** Rules that must alert, with the least number of matches (events, or sequences). */
  mustFire: ReadonlyArray<{ rule: string; min: number }>;
  mustNotFire: readonly string[];
  /** Set when the source cannot show the behaviour at all. */
  notVisible?: string;
}

export interface GuardExpectation {
  id: string;
  name: string;
  outcomes: readonly ExpectedOutcome[];
}

/** A recording that shows that a rule works (`positive`) or stays quiet (`negative`), outside the expectations. */
export interface RegressionRecording {
  id: string;
  rule: string;
  kind: 'positive' | 'negative';
  /** Least number of matches of a positive one; default 1. */
  min?: number;
  events: readonly RecordedEvent[];
}

/** Rules with the exception items attached to each: one state of the detections. */
export interface GuardState {
  rules: readonly GuardRule[];
  /** By rule id. */
  items?: ReadonlyMap<string, readonly ExceptionItem[]>;
}

export interface JudgeInput {
  after: GuardState;
  /** What it is compared with. Default: `after` without any exception item. */
  before?: GuardState;
  expectations: readonly GuardExpectation[];
  recordings: readonly GuardRecording[];
  regressions?: readonly RegressionRecording[];
  schema?: FieldSchema;
  valueLists?: ReadonlyMap<string, ValueListContent>;
  /** Milliseconds since the epoch, for expiry. */
  now: number;
}

export type ReasonCode =
  | 'hidden_by_item'
  | 'list_hides_everything'
  | 'item_fails_rule'
  | 'clause_no_longer_matches'
  | 'rule_absent'
  | 'rule_disabled'
  | 'rule_cannot_be_judged'
  | 'no_recording'
  | 'index_not_read'
  | 'source_cannot_see'
  | 'nothing_expected'
  | 'fires_unexpectedly'
  | 'never_fired'
  | 'fewer_than_expected';

export interface VerdictReason {
  code: ReasonCode;
  /** One sentence. */
  text: string;
  /** The item that hid the event, and its name. */
  itemId?: string;
  itemName?: string;
  /** Positions in the recording. */
  events?: number[];
  /** Source text of the clause that no longer matches. */
  clause?: string;
}

/** One rule on one recording. */
export interface CellVerdict {
  expectation: string;
  source: string;
  rule: string;
  verdict: Verdict;
  before: Verdict;
  /** Matches: events, or sequences. */
  matches: number;
  matchesBefore: number;
  expected: number;
  /** The rule makes building blocks only: shown, but not counted as catching. */
  buildingBlock: boolean;
  reasons: VerdictReason[];
}

/** One expectation on one data source, all its rules together. */
export interface RowVerdict {
  expectation: string;
  source: string;
  verdict: Verdict;
  before: Verdict;
  /** Rules that alert now, and those that no longer do; building-block rules count only where there is nothing else. */
  caughtBy: string[];
  lost: string[];
  /** Only building-block rules are expected here: shown, but an analyst sees no alert. */
  buildingBlockOnly: boolean;
  reasons: VerdictReason[];
}

/** One expectation over all data sources that can show it. */
export interface ExpectationVerdict {
  expectation: string;
  name: string;
  verdict: Verdict;
  before: Verdict;
  /** Rules that alert on some data source now, and those that did and alert on none any more. */
  caughtBy: string[];
  lost: string[];
}

export interface RegressionVerdict {
  regression: string;
  kind: 'positive' | 'negative';
  /** It alerts as a positive must, or stays quiet as a negative must. */
  holds: boolean;
  heldBefore: boolean;
  reasons: VerdictReason[];
}

export interface RuleVerdict {
  rule: string;
  /** `uncovered`: no expectation exercises it, so nothing proves that a change is harmless. */
  coverage: 'covered' | 'uncovered' | 'unknown';
  /** Why it cannot be judged. */
  problem?: string;
  /** `fails`: an item makes every run fail. `hides_all`: the items together hide every event. */
  exceptions: 'ok' | 'fails' | 'hides_all';
  exceptionsBefore: 'ok' | 'fails' | 'hides_all';
  /** The items behind `exceptions`, with the reason. */
  causes: Array<{ itemId: string; itemName: string; problem: string }>;
  regressions: RegressionVerdict[];
}

export interface Judgement {
  cells: CellVerdict[];
  rows: RowVerdict[];
  expectations: ExpectationVerdict[];
  rules: RuleVerdict[];
  /** Rows whose verdict got worse. */
  worse: RowVerdict[];
  /** Number of expectations per verdict, after the change. */
  totals: Record<Verdict, number>;
}
