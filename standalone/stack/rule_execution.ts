/** Running a matcher over events that come in slices, in order of time, with flat memory. */
import type { CompiledItems } from '../../common/allowlist';
import { runStream, type EqlMatcher, type EqlResult } from '../../common/eql';
import type { ReadEvent } from './event_reader';
import type { RuleMatcher } from './rule_matcher';
import { refusal } from './rule_matcher';

/** Events of one match: a single event, or the events of a sequence in order. */
export type Match = readonly ReadEvent[];

export interface Found {
  kind: 'event' | 'sequence';
  /** In order of time. */
  matches: Match[];
  /** All matches, kept or not. */
  total: number;
  /** The engine had to forget partial sequences. */
  truncated: boolean;
}

export interface Execution {
  /** Takes the next slice; resolves when it was worked off. */
  feed(events: readonly ReadEvent[]): Promise<void>;
  /** After the last slice. @throws StackError `rejected` when the engine refuses the query at run time */
  finish(): Promise<Found>;
}

/**
 * @param exceptions items that remove events before matching
 * @param keep how many matches are kept, and whether the first or the newest
 */
export function startExecution(
  matcher: RuleMatcher,
  exceptions: CompiledItems,
  keep: { size: number; end: 'first' | 'newest' },
): Execution {
  const isVisible = (event: ReadEvent): boolean =>
    exceptions.state === 'ok' && matcher.passesFilters(event) && exceptions.hiddenBy(event._source) === undefined;
  return matcher.engine
    ? new EngineExecution(matcher.engine, isVisible, keep)
    : new EventExecution(matcher.test as NonNullable<RuleMatcher['test']>, isVisible, keep);
}

type Keep = Parameters<typeof startExecution>[2];

class EventExecution implements Execution {
  private matches: Match[] = [];
  private total = 0;

  constructor(
    private readonly test: NonNullable<RuleMatcher['test']>,
    private readonly isVisible: (event: ReadEvent) => boolean,
    private readonly keep: Keep,
  ) {}

  async feed(events: readonly ReadEvent[]): Promise<void> {
    const { size, end } = this.keep;
    for (const event of events) {
      if (!this.test(event) || !this.isVisible(event)) continue;
      this.total += 1;
      if (end === 'newest' || this.matches.length < size) this.matches.push([event]);
    }
    if (this.matches.length > size * 2) this.matches = this.matches.slice(-size);
  }

  async finish(): Promise<Found> {
    const matches = this.matches.length > this.keep.size ? this.matches.slice(-this.keep.size) : this.matches;
    return { kind: 'event', matches, total: this.total, truncated: false };
  }
}

class EngineExecution implements Execution {
  private readonly channel = new EventChannel();
  private readonly result: Promise<EqlResult<ReadEvent>>;

  constructor(
    matcher: EqlMatcher,
    private readonly isVisible: (event: ReadEvent) => boolean,
    private readonly keep: Keep,
  ) {
    const resultPosition = keep.end === 'first' ? 'head' : 'tail';
    this.result = runStream(matcher, this.channel, { size: keep.size, resultPosition });
    // An engine that stops early, for whatever reason, must not leave the reader waiting.
    const ended = (): void => this.channel.close();
    this.result.then(ended, ended);
  }

  async feed(events: readonly ReadEvent[]): Promise<void> {
    await this.channel.push(events.filter(this.isVisible));
  }

  async finish(): Promise<Found> {
    this.channel.close();
    try {
      const { kind, events, sequences, total, truncated } = await this.result;
      const matches: Match[] =
        kind === 'event'
          ? events.map((event) => [event])
          : sequences.map((sequence) => sequence.events.filter((event): event is ReadEvent => '_id' in event));
      return {
        kind: kind === 'event' ? 'event' : 'sequence',
        matches: matches.slice(0, this.keep.size),
        total,
        truncated,
      };
    } catch (error) {
      throw refusal(error);
    }
  }
}

/** Hands slices to a consumer that pulls single events; the producer waits until the consumer wants more. */
class EventChannel implements AsyncIterable<ReadEvent> {
  private slice: readonly ReadEvent[] = [];
  private closed = false;
  private wakeConsumer: (() => void) | undefined;
  private wakeProducer: (() => void) | undefined;

  async push(events: readonly ReadEvent[]): Promise<void> {
    if (events.length === 0 || this.closed) return;
    this.slice = events;
    const taken = new Promise<void>((resolve) => (this.wakeProducer = resolve));
    this.wakeConsumer?.();
    await taken;
  }

  close(): void {
    this.closed = true;
    this.wakeConsumer?.();
    this.wakeProducer?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<ReadEvent> {
    for (;;) {
      while (this.slice.length > 0) {
        const events = this.slice;
        this.slice = [];
        yield* events;
      }
      if (this.closed) return;
      const woken = new Promise<void>((resolve) => (this.wakeConsumer = resolve));
      this.wakeProducer?.();
      await woken;
    }
  }
}
