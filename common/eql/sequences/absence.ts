/**
 * Missing events (`![ … ]`): finished candidates are checked against the times at which forbidden events happened. Facts from
 * eql-semantics section 13; timestamps only, all bounds exclusive.
 */
import type { Instant } from '../values/instants';
import { isBeyond } from './order';

/** Times of the events that pass one missing-event stage, per key, oldest first, forgotten once beyond `spanMs`. */
export class ForbiddenTimes {
  private readonly byKey = new Map<string, Instant[]>();
  private readonly arrivals: { key: string; time: Instant }[] = [];
  private forgotten = 0;

  add(key: string, time: Instant): void {
    const times = this.byKey.get(key);
    if (times) times.push(time);
    else this.byKey.set(key, [time]);
    this.arrivals.push({ key, time });
  }

  forgetBefore(now: Instant, spanMs: number): void {
    while (this.forgotten < this.arrivals.length && isBeyond(this.arrivals[this.forgotten]!.time, now, spanMs)) {
      const { key } = this.arrivals[this.forgotten]!;
      const times = this.byKey.get(key)!;
      if (times.length === 1) this.byKey.delete(key);
      else times.shift();
      this.forgotten += 1;
    }
    if (this.forgotten > 1024 && this.forgotten * 2 > this.arrivals.length) {
      this.arrivals.splice(0, this.forgotten);
      this.forgotten = 0;
    }
  }

  /** The latest time strictly before. */
  latestBefore(key: string, time: Instant): Instant | undefined {
    const times = this.byKey.get(key) ?? [];
    return times[firstIndex(times, (other) => other.compare(time) >= 0) - 1];
  }

  /** The earliest time strictly after. */
  earliestAfter(key: string, time: Instant): Instant | undefined {
    const times = this.byKey.get(key) ?? [];
    return times[firstIndex(times, (other) => other.compare(time) > 0)];
  }
}

/** Index of the first time that satisfies a test that stays true once it is; the length when none does. */
function firstIndex(times: readonly Instant[], test: (time: Instant) => boolean): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(times[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Missing-event stages grouped by where they stand among the positive ones. */
export interface AbsencePlan {
  readonly leading: readonly number[];
  readonly trailing: readonly number[];
  /** `between[i]`: stages between positive `i` and positive `i + 1`. */
  readonly between: readonly (readonly number[])[];
}

export function absencePlan(stages: readonly { readonly missing: boolean }[]): AbsencePlan {
  const groups: number[][] = [[]];
  stages.forEach((stage, index) => {
    if (stage.missing) groups[groups.length - 1]!.push(index);
    else groups.push([]);
  });
  return { leading: groups[0]!, trailing: groups[groups.length - 1]!, between: groups.slice(1, -1) };
}

/** A candidate that still has to be checked for what came before, between and after it. */
export interface Candidate {
  readonly key: string;
  /** Times of its positive events, in order. */
  readonly times: readonly Instant[];
  /** The latest forbidden event before the first positive one. */
  readonly before: Instant | undefined;
}

export class AbsenceCheck {
  constructor(
    private readonly plan: AbsencePlan,
    private readonly forbidden: ReadonlyMap<number, ForbiddenTimes>,
    private readonly spanMs: number,
  ) {}

  /** The candidate of a finished match, unless an event between its stages rejects it. */
  candidate(key: string, times: readonly Instant[]): Candidate | null {
    for (let i = 0; i + 1 < times.length; i++) {
      for (const stage of this.plan.between[i]!) {
        const next = this.forbidden.get(stage)!.earliestAfter(key, times[i]!);
        if (next && next.compare(times[i + 1]!) < 0) return null;
      }
    }
    return { key, times, before: this.latestBefore(key, times[0]!) };
  }

  private latestBefore(key: string, first: Instant): Instant | undefined {
    let latest: Instant | undefined;
    for (const stage of this.plan.leading) {
      const time = this.forbidden.get(stage)!.latestBefore(key, first);
      if (time && (!latest || time.compare(latest) > 0)) latest = time;
    }
    return latest;
  }

  /** Nothing that comes later than `now` can change the answer. */
  isDecided({ times }: Candidate, now: Instant): boolean {
    return this.plan.trailing.length === 0 || isBeyond(times[0]!, now, this.spanMs);
  }

  /** Somewhere a window of length maxspan fits that holds the match and none of the forbidden events. */
  accepts({ key, times, before }: Candidate): boolean {
    const after = this.earliestAfter(key, times[times.length - 1]!);
    const leads = this.plan.leading.length > 0;
    const trails = this.plan.trailing.length > 0;
    if ((leads && !before) || (trails && !after) || (!before && !after)) return true;
    if (leads && trails) return isBeyond(before!, after!, this.spanMs);
    return leads ? isBeyond(before!, times[times.length - 1]!, this.spanMs) : isBeyond(times[0]!, after!, this.spanMs);
  }

  private earliestAfter(key: string, last: Instant): Instant | undefined {
    let earliest: Instant | undefined;
    for (const stage of this.plan.trailing) {
      const time = this.forbidden.get(stage)!.earliestAfter(key, last);
      if (time && (!earliest || time.compare(earliest) < 0)) earliest = time;
    }
    return earliest;
  }
}
