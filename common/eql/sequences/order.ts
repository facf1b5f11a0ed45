import type { EqlHit, EventSource, ResolvedOptions } from '../types';
import { fieldReader, type FieldReader, scalars } from '../values/fields';
import { type Instant, parseInstant } from '../values/instants';
import { compareCodePoints } from '../values/text';

/** An event with its place in time. */
export interface OrderedEvent<H extends EqlHit = EqlHit> {
  readonly hit: H;
  /** null when the event has no timestamp: it sorts first and takes no part in sequences. */
  readonly time: Instant | null;
  readonly tiebreaker: string | number | null;
}

/** Reads timestamp and tiebreaker of events and orders them: time, tiebreaker (none first), then as they came. */
export class EventOrder {
  private readonly readTime: FieldReader;
  private readonly readTiebreaker: FieldReader | undefined;

  constructor(options: ResolvedOptions) {
    this.readTime = fieldReader(options.timestampField);
    this.readTiebreaker = options.tiebreakerField === undefined ? undefined : fieldReader(options.tiebreakerField);
  }

  place<H extends EqlHit>(hit: H): OrderedEvent<H> {
    return { hit, time: this.timeOf(hit._source), tiebreaker: this.tiebreakerOf(hit._source) };
  }

  private timeOf(doc: EventSource): Instant | null {
    const [first] = scalars(this.readTime(doc));
    return typeof first === 'string' || typeof first === 'number' ? parseInstant(first) : null;
  }

  private tiebreakerOf(doc: EventSource): string | number | null {
    if (!this.readTiebreaker) return null;
    const [first] = scalars(this.readTiebreaker(doc));
    if (typeof first === 'boolean') return Number(first);
    return typeof first === 'string' || typeof first === 'number' ? first : null;
  }

  /** A sorted copy; equal events keep their order. */
  sort<H extends EqlHit>(events: readonly OrderedEvent<H>[]): OrderedEvent<H>[] {
    return [...events].sort(compareOrder);
  }
}

/** Order of two events; 0 when only the order in the index can tell them apart. */
export function compareOrder(a: OrderedEvent, b: OrderedEvent): number {
  return compareTimes(a.time, b.time) || compareTiebreakers(a.tiebreaker, b.tiebreaker);
}

function compareTimes(a: Instant | null, b: Instant | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return a.compare(b);
}

function compareTiebreakers(a: string | number | null, b: string | number | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return compareCodePoints(String(a), String(b));
}

/** Whether more than `spanMs` lie between two instants, to the nanosecond. */
export function isBeyond(from: Instant, to: Instant, spanMs: number): boolean {
  const delta = to.millis - from.millis;
  return delta > spanMs || (delta === spanMs && to.nanos > from.nanos);
}
