/**
 * The sequence state machine: per key at most one partial match per stage, the newest. Events come in order; memory is
 * bounded by the keys alive within maxspan. Facts from eql-semantics section 12.
 */
import { compareKeys } from '../compile/keys';
import type { CompiledStage, EqlHit, EqlSequence, EventFilter, JoinKey, KeyValue, SequenceMatcher } from '../types';
import type { Instant } from '../values/instants';
import { AbsenceCheck, absencePlan, type Candidate, ForbiddenTimes } from './absence';
import { isBeyond, type OrderedEvent } from './order';

/** A match in the making, newest event first. */
interface Partial<H extends EqlHit> {
  readonly event: H;
  readonly time: Instant;
  readonly firstTime: Instant;
  readonly previous: Partial<H> | undefined;
}

interface KeyState<H extends EqlHit> {
  readonly id: string;
  /** Key values as of the event that started the machine. */
  values: readonly KeyValue[];
  /** `slots[s]`: a match whose last event filled positive stage `s`. */
  readonly slots: (Partial<H> | undefined)[];
}

interface Finished<H extends EqlHit> {
  readonly sequence: EqlSequence<H>;
  readonly candidate: Candidate;
}

const DEFAULT_MAX_PARTIALS = 1_000_000;

export class SequenceMachine<H extends EqlHit> {
  private readonly positive: readonly CompiledStage[];
  private readonly absent: readonly { stage: CompiledStage; index: number }[];
  private readonly forbidden = new Map<number, ForbiddenTimes>();
  private readonly absence: AbsenceCheck | undefined;
  private readonly states = new Map<string, KeyState<H>>();
  /** Starts in order of time, for expiry and for dropping the oldest. */
  private starts: { state: KeyState<H>; time: Instant }[] = [];
  private startsDone = 0;
  private held: Finished<H>[] = [];
  private heldDone = 0;
  private verdicts = new Map<EventFilter, boolean>();
  truncated = false;

  constructor(
    private readonly matcher: SequenceMatcher,
    private readonly emit: (sequence: EqlSequence<H>) => void,
    private readonly maxPartials = DEFAULT_MAX_PARTIALS,
  ) {
    this.positive = matcher.stages.filter((stage) => !stage.missing);
    this.absent = matcher.stages.map((stage, index) => ({ stage, index })).filter(({ stage }) => stage.missing);
    for (const { index } of this.absent) this.forbidden.set(index, new ForbiddenTimes());
    if (this.absent.length > 0) {
      this.absence = new AbsenceCheck(absencePlan(matcher.stages), this.forbidden, matcher.maxspanMs!);
    }
  }

  /** Takes the next event. One without a timestamp cannot take part. */
  push({ hit, time }: OrderedEvent<H>): void {
    if (time === null) return;
    this.advanceClock(time);
    this.verdicts = new Map();
    this.noteForbidden(hit, time);
    const finished: { state: KeyState<H>; partial: Partial<H> }[] = [];
    for (let stage = this.positive.length - 1; stage >= 0; stage--) this.tryStage(stage, hit, time, finished);
    if (finished.length > 1) finished.sort((a, b) => compareKeys(a.state.values, b.state.values));
    for (const { state, partial } of finished) this.finish(state, partial);
    this.applyUntil(hit);
  }

  /** No more events: what was waiting for a forbidden event did not get one. */
  end(): void {
    this.releaseHeld(() => true);
  }

  private passes(stage: CompiledStage, hit: H): boolean {
    const { filter } = stage;
    let verdict = this.verdicts.get(filter);
    if (verdict === undefined) this.verdicts.set(filter, (verdict = filter.matches(hit._source)));
    return verdict;
  }

  private tryStage(
    index: number,
    hit: H,
    time: Instant,
    finished: { state: KeyState<H>; partial: Partial<H> }[],
  ): void {
    const stage = this.positive[index]!;
    // A later stage needs a match to extend; finding none is cheaper than running the filter.
    if (index > 0 && this.states.size === 0) return;
    if (index === 0 && !this.passes(stage, hit)) return;
    for (const key of stage.keys(hit._source)) {
      if (index === 0) this.place(this.start(key, hit, time), 0, finished);
      else this.extend(index, key, hit, time, finished);
    }
  }

  private start(key: JoinKey, hit: H, time: Instant): { state: KeyState<H>; partial: Partial<H> } {
    let state = this.states.get(key.id);
    if (!state) {
      state = { id: key.id, values: key.values, slots: new Array<Partial<H> | undefined>(this.positive.length) };
      this.states.set(key.id, state);
    }
    this.starts.push({ state, time });
    if (this.starts.length - this.startsDone > this.maxPartials) this.dropOldest();
    return { state, partial: { event: hit, time, firstTime: time, previous: undefined } };
  }

  private extend(
    index: number,
    key: JoinKey,
    hit: H,
    time: Instant,
    finished: { state: KeyState<H>; partial: Partial<H> }[],
  ): void {
    const state = this.states.get(key.id);
    const previous = state?.slots[index - 1];
    if (!state || !previous || !this.passes(this.positive[index]!, hit)) return;
    state.slots[index - 1] = undefined;
    const { maxspanMs } = this.matcher;
    if (maxspanMs !== undefined && isBeyond(previous.firstTime, time, maxspanMs)) return;
    this.place({ state, partial: { event: hit, time, firstTime: previous.firstTime, previous } }, index, finished);
  }

  private place(
    match: { state: KeyState<H>; partial: Partial<H> },
    index: number,
    finished: { state: KeyState<H>; partial: Partial<H> }[],
  ): void {
    if (index === this.positive.length - 1) finished.push(match);
    else match.state.slots[index] = match.partial;
  }

  private applyUntil(hit: H): void {
    const { until } = this.matcher;
    if (!until || this.states.size === 0 || !this.passes(until, hit)) return;
    for (const key of until.keys(hit._source)) this.forget(this.states.get(key.id));
  }

  private forget(state: KeyState<H> | undefined): void {
    if (!state) return;
    state.slots.fill(undefined);
    this.states.delete(state.id);
  }

  /** Forgets matches that no later event can extend. */
  private advanceClock(now: Instant): void {
    const { maxspanMs } = this.matcher;
    if (this.absence) {
      this.releaseHeld((candidate) => this.absence!.isDecided(candidate, now));
      for (const times of this.forbidden.values()) times.forgetBefore(now, maxspanMs!);
    }
    if (maxspanMs === undefined) return;
    while (this.startsDone < this.starts.length && isBeyond(this.starts[this.startsDone]!.time, now, maxspanMs)) {
      this.dropStartedUpTo(this.starts[this.startsDone]!);
    }
    this.compactStarts();
  }

  private dropOldest(): void {
    this.truncated ||= this.isAlive(this.starts[this.startsDone]!);
    this.dropStartedUpTo(this.starts[this.startsDone]!);
    this.compactStarts();
  }

  private isAlive({ state, time }: { state: KeyState<H>; time: Instant }): boolean {
    return state.slots.some((partial) => partial !== undefined && partial.firstTime.compare(time) <= 0);
  }

  private dropStartedUpTo({ state, time }: { state: KeyState<H>; time: Instant }): void {
    this.startsDone += 1;
    const { slots } = state;
    let alive = false;
    for (let i = 0; i < slots.length; i++) {
      const partial = slots[i];
      if (partial === undefined) continue;
      if (partial.firstTime.compare(time) <= 0) slots[i] = undefined;
      else alive = true;
    }
    if (!alive && this.states.get(state.id) === state) this.states.delete(state.id);
  }

  private compactStarts(): void {
    if (this.startsDone < 4096 || this.startsDone * 2 < this.starts.length) return;
    this.starts = this.starts.slice(this.startsDone);
    this.startsDone = 0;
  }

  private noteForbidden(hit: H, time: Instant): void {
    for (const { stage, index } of this.absent) {
      if (!this.passes(stage, hit)) continue;
      for (const key of stage.keys(hit._source)) this.forbidden.get(index)!.add(key.id, time);
    }
  }

  private finish(state: KeyState<H>, partial: Partial<H>): void {
    const chain: Partial<H>[] = [];
    for (let at: Partial<H> | undefined = partial; at; at = at.previous) chain.unshift(at);
    const sequence = { joinKeys: state.values, events: this.withPlaceholders(chain.map(({ event }) => event)) };
    if (!this.absence) return this.emit(sequence);
    const candidate = this.absence.candidate(
      state.id,
      chain.map(({ time }) => time),
    );
    if (candidate) this.held.push({ sequence, candidate });
  }

  private withPlaceholders(events: readonly H[]): EqlSequence<H>['events'] {
    if (this.absent.length === 0) return events;
    let next = 0;
    return this.matcher.stages.map((stage) => (stage.missing ? { missing: true as const } : events[next++]!));
  }

  /** In order of completion, as long as the first in line is decided. */
  private releaseHeld(isDecided: (candidate: Candidate) => boolean): void {
    while (this.heldDone < this.held.length && isDecided(this.held[this.heldDone]!.candidate)) {
      const { sequence, candidate } = this.held[this.heldDone]!;
      this.heldDone += 1;
      if (this.absence!.accepts(candidate)) this.emit(sequence);
    }
    if (this.heldDone > 1024 || this.heldDone === this.held.length) {
      this.held = this.held.slice(this.heldDone);
      this.heldDone = 0;
    }
  }
}
