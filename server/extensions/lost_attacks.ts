/** Which expected attacks nothing would alert on any more. A rule that catches one counts, whoever wrote it. */
import type { ExceptionItem } from '../../common/allowlist';
import {
  judge,
  type GuardExpectation,
  type GuardRecording,
  type Judgement,
  type JudgeInput,
  type RowVerdict,
} from '../../common/expectations';
import { running } from '../../common/expectations/change';
import { guardReport } from '../../common/expectations/report';
import type { Budget } from './budget';
import type { ItemUse } from './item_use';
import type { SnapshotRule, SpaceSnapshot } from './space_snapshot';

export interface LostAttack {
  testId: string;
  testName: string;
  source: string;
  recording: GuardRecording;
  /** One sentence, with the rule that falls silent and what hides its events. */
  text: string;
}

/**
 * Rule by rule first: only when one of them loses something do all have to be asked whether another still sees it.
 *
 * @param recordings those of which the items remove an event
 * @throws OverBudget
 */
export function lostAttacks(
  uses: readonly ItemUse[],
  recordings: readonly GuardRecording[],
  snapshot: SpaceSnapshot,
  budget: Budget,
  now: number,
): LostAttack[] {
  const names = new Set(recordings.map(({ expectation }) => expectation));
  const expectations = snapshot.content.expectations.filter(({ id }) => names.has(id));
  const touchedIds = uses.map(({ known }) => known.rule.id);
  const jury = new Jury({ expectations, recordings, valueLists: snapshot.valueLists, now }, touchedIds, budget);
  if (!uses.some((use) => jury.compare([use.known], itemsOf([use.known], uses, snapshot)).worse.length > 0)) return [];
  const touched = new Set(uses.map(({ known }) => known));
  const counting = snapshot.rules.filter((known) => known.techniqueId !== undefined || touched.has(known));
  const whole = jury.compare(counting, itemsOf(counting, uses, snapshot));
  const others = snapshot.rules.filter((known) => known.techniqueId === undefined && !touched.has(known));
  const unseen = whole.worse.filter((row) => isBlind(row) && !isSeen(row, others, jury, snapshot));
  const byRow = new Map(recordings.map((recording) => [rowKey(recording), recording]));
  return guardReport({ ...whole, worse: unseen }, []).losses.flatMap(({ testId, testName, dataSource, text }) => {
    const recording = byRow.get(rowKey({ expectation: testId, source: dataSource }));
    return recording === undefined ? [] : [{ testId, testName, source: dataSource, recording, text }];
  });
}

const rowKey = ({ expectation, source }: Pick<GuardRecording, 'expectation' | 'source'>): string =>
  JSON.stringify([expectation, source]);

function isBlind({ verdict, buildingBlockOnly }: RowVerdict): boolean {
  return (verdict === 'blinded' || verdict === 'unknown') && !buildingBlockOnly;
}

/** Items of rules before and after, by rule id. */
interface Exceptions {
  before: Map<string, readonly ExceptionItem[]>;
  after: Map<string, readonly ExceptionItem[]>;
}

function itemsOf(rules: readonly SnapshotRule[], uses: readonly ItemUse[], { items }: SpaceSnapshot): Exceptions {
  const byRule = new Map(uses.map((use) => [use.known, use]));
  const exceptions: Exceptions = { before: new Map(), after: new Map() };
  for (const known of rules) {
    const use = byRule.get(known);
    const before = use?.before() ?? items.of(known.links);
    exceptions.before.set(known.rule.id, before);
    exceptions.after.set(known.rule.id, use ? [...before, ...use.added] : before);
  }
  return exceptions;
}

/** Rules of others that the items do not touch: the first that still alerts settles it. */
function isSeen(row: RowVerdict, others: readonly SnapshotRule[], jury: Jury, { items }: SpaceSnapshot): boolean {
  return others.some((known) => jury.alerts(known, items.of(known.links), row));
}

class Jury {
  constructor(
    private readonly matter: Pick<JudgeInput, 'recordings' | 'valueLists' | 'now'> & {
      expectations: readonly GuardExpectation[];
    },
    private readonly touchedIds: readonly string[],
    private readonly budget: Budget,
  ) {}

  compare(known: readonly SnapshotRule[], { before, after }: Exceptions): Judgement {
    this.budget.check();
    // A rule that is disabled today must not lose its attacks unseen either.
    const rules = running(
      known.map(({ rule }) => rule),
      this.touchedIds,
    );
    return judge({ ...this.matter, after: { rules, items: after }, before: { rules, items: before } });
  }

  alerts({ rule }: SnapshotRule, items: readonly ExceptionItem[], row: RowVerdict): boolean {
    this.budget.check();
    const { cells } = judge({
      ...this.matter,
      after: { rules: [rule], items: new Map([[rule.id, items]]) },
      // Nothing is expected of a rule that is not ours: what counts is that it alerts.
      expectations: [{ id: row.expectation, name: '', outcomes: [] }],
      recordings: this.matter.recordings.filter((recording) => rowKey(recording) === rowKey(row)),
    });
    return cells.some(
      ({ verdict, buildingBlock }) => !buildingBlock && (verdict === 'caught' || verdict === 'weakened'),
    );
  }
}
