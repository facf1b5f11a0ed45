/** Which expected attacks nothing would alert on any more. A rule that catches one counts, whoever wrote it. */
import type { ExceptionItem } from '../../common/allowlist';
import {
  judge,
  type GuardExpectation,
  type GuardRecording,
  type GuardRule,
  type Judgement,
  type JudgeInput,
} from '../../common/expectations';
import { running } from '../../common/expectations/change';
import { pairsOf, replay, type Armed, type Pair } from '../../common/expectations/replay';
import { guardReport } from '../../common/expectations/report';
import type { Budget } from './budget';
import type { ItemUse } from './item_use';
import type { SnapshotRule, SpaceSnapshot } from './space_snapshot';

export interface LostAttack {
  testId: string;
  testName: string;
  source: string;
  recording: GuardRecording;
  /** One sentence, with the rules that fall silent and what hides their events. */
  text: string;
}

/** Rules that a sentence names. */
const NAMED = 3;

/**
 * Rule by rule, so that the budget can be looked at in between: only what a rule loses, and no other rule that uses the
 * items still sees, has to be asked of all the others.
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
  const { expectations } = snapshot.content;
  const jury = new Jury({ expectations, valueLists: snapshot.valueLists, now }, budget);
  const losers = new Map<GuardRecording, ItemUse[]>();
  const seen = new Set<GuardRecording>();
  for (const use of uses) {
    for (const { recording, before, after } of jury.alertsOf(use, recordings)) {
      if (after) seen.add(recording);
      else if (before) losers.set(recording, [...(losers.get(recording) ?? []), use]);
    }
  }
  const touched = new Set(uses.map(({ known }) => known));
  const others = snapshot.rules.filter((known) => !touched.has(known));
  const isSeen = (recording: GuardRecording) =>
    seen.has(recording) || others.some((known) => jury.alerts(known, snapshot.items.of(known.links), recording));
  return [...losers].flatMap(([recording, lost]) => (isSeen(recording) ? [] : jury.loss(lost, recording)));
}

interface Alerts {
  recording: GuardRecording;
  before: boolean;
  after: boolean;
}

class Jury {
  constructor(
    private readonly matter: Pick<JudgeInput, 'valueLists' | 'now'> & { expectations: readonly GuardExpectation[] },
    private readonly budget: Budget,
  ) {}

  /**
   * Whether a rule that uses the items alerts on each recording, without and with them. It counts as if it ran: one that
   * is disabled today must not lose its attacks unseen either.
   */
  alertsOf({ known, before, added }: ItemUse, recordings: readonly GuardRecording[]): Alerts[] {
    const stored = before();
    const pair = this.pairOf(known.rule, stored, [...stored, ...added]);
    return recordings.map((recording) => ({
      recording,
      before: alerts(pair.before, recording),
      after: alerts(pair.after, recording),
    }));
  }

  /** Whether a rule that the items do not touch alerts on a recording. */
  alerts({ rule }: SnapshotRule, items: readonly ExceptionItem[], recording: GuardRecording): boolean {
    return rule.resting === undefined && alerts(this.pairOf(rule, items, items).after, recording);
  }

  loss(losers: readonly ItemUse[], recording: GuardRecording): LostAttack[] {
    const { losses } = guardReport(this.compare(losers.slice(0, NAMED), [recording]), []);
    return losses
      .filter(({ dataSource }) => dataSource === recording.source)
      .map(({ testId, testName, text }) => ({ testId, testName, source: recording.source, recording, text }));
  }

  private pairOf(
    rule: GuardRule,
    before: readonly ExceptionItem[],
    after: readonly ExceptionItem[],
  ): Pick<Pair, 'before' | 'after'> {
    this.budget.check();
    const state = (items: readonly ExceptionItem[]) => ({ rules: [rule], items: new Map([[rule.id, items]]) });
    const [pair] = pairsOf({ ...this.matter, before: state(before), after: state(after), recordings: [] });
    return pair ?? { before: undefined, after: undefined };
  }

  private compare(uses: readonly ItemUse[], recordings: readonly GuardRecording[]): Judgement {
    this.budget.check();
    const rules = running(uses.map(({ known }) => known.rule));
    const items = (pick: (use: ItemUse) => readonly ExceptionItem[]) =>
      new Map(uses.map((use) => [use.known.rule.id, pick(use)]));
    const names = new Set(recordings.map(({ expectation }) => expectation));
    return judge({
      ...this.matter,
      after: { rules, items: items(({ before, added }) => [...before(), ...added]) },
      before: { rules, items: items(({ before }) => before()) },
      expectations: this.matter.expectations.filter(({ id }) => names.has(id)),
      recordings,
    });
  }
}

/** Building blocks reach no analyst. */
function alerts(armed: Armed | undefined, { events }: GuardRecording): boolean {
  return armed?.rule.building_block_type === undefined && replay(armed, events).found.matches > 0;
}
