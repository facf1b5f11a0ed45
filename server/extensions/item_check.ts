/**
 * What items would do to the detections of a space. Pure. Most items touch no recorded attack, and that is known after
 * one look at the recordings; only for those that do is everything judged again.
 */
import {
  compileItems,
  itemHealth,
  type ExceptionItem,
  type HealthFinding,
  type ItemContext,
  type RuleKind,
} from '../../common/allowlist';
import type { GuardRecording } from '../../common/expectations';
import type { Budget } from './budget';
import { OverBudget } from './budget';
import { usesOf, type ItemUse } from './item_use';
import { lostAttacks, type LostAttack } from './lost_attacks';
import { hasStages, type SnapshotRule, type SpaceSnapshot } from './space_snapshot';

/** `passes`: every attack that raised an alert still raises one, though it may be fewer. */
export type ItemVerdict = 'passes' | 'ineffective' | 'breaks_rule' | 'blinding' | 'over_budget';

export interface ItemCheck {
  verdict: ItemVerdict;
  /** One sentence each: rules that would stop, attacks that would go unseen, what is wrong. */
  evidence: string[];
  /** The items behind the verdict. */
  culprits: ExceptionItem[];
  /** Rules that use the items' lists: key, or `rule_id` of a rule of others. */
  rules: string[];
  /** Techniques whose page shows one of these rules. */
  techniqueIds: string[];
}

/** What one item does to every rule of a kind. */
interface Effect {
  /** Why no rule that uses it finds anything any more. */
  stops?: string;
  /** Recordings of which it removes at least one event. */
  hides: ReadonlySet<GuardRecording>;
}

const KINDS: ReadonlySet<string> = new Set(['eql', 'query', 'threshold', 'new_terms']);
const kindOf = (type: string): RuleKind => (KINDS.has(type) ? (type as RuleKind) : 'other');

/**
 * @param written items as they would be stored; those of the same id are replaced
 * @param now milliseconds since the epoch, for expiry
 */
export function checkItems(
  written: readonly ExceptionItem[],
  snapshot: SpaceSnapshot,
  budget: Budget,
  now: number,
): ItemCheck {
  const uses = usesOf(written, snapshot);
  const about = {
    rules: uses.map(({ known }) => known.rule.id),
    techniqueIds: [...new Set(uses.flatMap(({ known }) => known.techniqueId ?? []))],
  };
  try {
    return { ...new Check(snapshot, budget, now).judge(uses), ...about };
  } catch (error) {
    if (error instanceof OverBudget) return { verdict: 'over_budget', evidence: [], culprits: [], ...about };
    throw error;
  }
}

class Check {
  private readonly effects = new Map<RuleKind, Map<ExceptionItem, Effect>>();
  private readonly health = new Map<RuleKind, Map<ExceptionItem, HealthFinding | undefined>>();

  constructor(
    private readonly snapshot: SpaceSnapshot,
    private readonly budget: Budget,
    private readonly now: number,
  ) {}

  judge(uses: readonly ItemUse[]): Pick<ItemCheck, 'verdict' | 'evidence' | 'culprits'> {
    const stopped = new Map<string, string[]>();
    const culprits = new Set<ExceptionItem>();
    const hidden = new Map<GuardRecording, Set<ExceptionItem>>();
    for (const use of uses) {
      this.budget.check();
      for (const item of use.added) {
        const { stops, hides } = this.effectOf(item, use);
        for (const recording of hides) hidden.set(recording, (hidden.get(recording) ?? new Set()).add(item));
        if (stops === undefined) continue;
        culprits.add(item);
        stopped.set(stops, [...(stopped.get(stops) ?? []), use.known.rule.id]);
      }
    }
    const lost = hidden.size === 0 ? [] : lostAttacks(uses, [...hidden.keys()], this.snapshot, this.budget, this.now);
    for (const { recording } of lost) for (const item of hidden.get(recording) ?? []) culprits.add(item);
    if (stopped.size > 0) {
      const broken = [...stopped].map(([why, rules]) => `${rules.join(', ')}: ${why}.`);
      return { verdict: 'breaks_rule', evidence: [...broken, ...lost.map(shortly)], culprits: [...culprits] };
    }
    if (lost.length > 0)
      return { verdict: 'blinding', evidence: lost.map(({ text }) => text), culprits: [...culprits] };
    return this.uselessness(uses);
  }

  private effectOf(item: ExceptionItem, use: ItemUse): Effect {
    const kind = kindOf(use.known.rule.type);
    const ofKind = this.effects.get(kind) ?? new Map<ExceptionItem, Effect>();
    this.effects.set(kind, ofKind);
    const known = ofKind.get(item) ?? this.lookAt(item, kind);
    ofKind.set(item, known);
    return known.stops === undefined && this.leavesNothing(item, use, kind) ? this.hidingAll(item) : known;
  }

  private lookAt(item: ExceptionItem, kind: RuleKind): Effect {
    this.budget.check();
    const { recordings } = this.snapshot.content;
    const compiled = compileItems([item], this.contextOf(kind));
    const [only] = compiled.items;
    if (compiled.state === 'fails') {
      const why = only?.problem === undefined ? '' : ` (${only.problem})`;
      return { stops: `"${item.name}" makes every run fail${why}`, hides: new Set(recordings) };
    }
    if (compiled.state === 'hides_all' && only?.state === 'active') return this.hidingAll(item);
    const isHidden = ({ events }: GuardRecording) => events.some(({ _source }) => compiled.hiddenBy(_source));
    return { hides: new Set(recordings.filter(isHidden)) };
  }

  /** An item that Kibana leaves out hides everything when no other item runs (security-api 1.13). */
  private leavesNothing(item: ExceptionItem, { before, added }: ItemUse, kind: RuleKind): boolean {
    if (item.entries.every(({ type }) => type !== 'list')) return false;
    return compileItems([...before(), ...added], this.contextOf(kind)).causes.some((cause) => cause.item === item);
  }

  private hidingAll(item: ExceptionItem): Effect {
    return { stops: `"${item.name}" hides every event`, hides: new Set(this.snapshot.content.recordings) };
  }

  private contextOf(ruleKind: RuleKind): ItemContext {
    return { now: this.now, valueLists: this.snapshot.valueLists, ruleKind };
  }

  /** Items that can never match: nothing is hidden, but someone believes that something is. */
  private uselessness(uses: readonly ItemUse[]): Pick<ItemCheck, 'verdict' | 'evidence' | 'culprits'> {
    const evidence = new Set<string>();
    const culprits = new Set<ExceptionItem>();
    for (const { known, added } of uses) {
      const health = this.healthOn(known);
      for (const item of added) {
        this.budget.check();
        const finding = health(item);
        if (finding === undefined) continue;
        culprits.add(item);
        evidence.add(`"${item.name}": ${finding.sentence} (${finding.evidence})`);
      }
    }
    return {
      verdict: evidence.size > 0 ? 'ineffective' : 'passes',
      evidence: [...evidence],
      culprits: [...culprits],
    };
  }

  /** Only stages of a sequence make a difference between rules of one kind, so for all others an item is looked at once. */
  private healthOn({ rule }: SnapshotRule): (item: ExceptionItem) => HealthFinding | undefined {
    const { id, name, type, language, query } = rule;
    const kind = kindOf(type);
    const about = { id, name, kind, ...(language ? { language } : {}), ...(query ? { query } : {}) };
    const look = (item: ExceptionItem) => itemHealth(item, { ...this.contextOf(kind), rule: about }).find(neverMatches);
    if (hasStages(rule)) return look;
    const ofKind = this.health.get(kind) ?? new Map<ExceptionItem, HealthFinding | undefined>();
    this.health.set(kind, ofKind);
    return (item) => {
      if (!ofKind.has(item)) ofKind.set(item, look(item));
      return ofKind.get(item);
    };
  }
}

/** A value list that no stored item names was not read ahead, so here nothing is known about it: the next look tells. */
function neverMatches({ severity, effect, code }: HealthFinding): boolean {
  return severity === 'refuse' && effect === 'does_nothing' && code !== 'value_list_missing';
}

/** The rule that stops is named already. */
function shortly({ testId, testName, source }: LostAttack): string {
  return `${testId} ${testName} on ${source} would not alert any more.`;
}
