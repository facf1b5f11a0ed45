import { SequenceMachine } from './sequences/machine';
import { compareOrder, type OrderedEvent } from './sequences/order';
import { SampleCollector } from './sequences/samples';
import type { EqlHit, EqlMatcher, EqlResult, EqlSequence, RunOptions } from './types';
import { ResultWindow } from './window';

const DEFAULT_SIZE = 10;

/** One run of a matcher: events in, result out. */
export class Session<H extends EqlHit> {
  private readonly events: ResultWindow<H>;
  private readonly sequences: ResultWindow<EqlSequence<H>>;
  private readonly machine: SequenceMachine<H> | undefined;
  private readonly samples: SampleCollector<H> | undefined;
  private previous: OrderedEvent<H> | undefined;

  constructor(
    private readonly matcher: EqlMatcher,
    options: RunOptions,
  ) {
    const { pipes } = matcher.statement;
    const size = options.size ?? DEFAULT_SIZE;
    const position = matcher.kind === 'sample' ? 'head' : (options.resultPosition ?? 'tail');
    this.events = new ResultWindow(pipes, size, position);
    this.sequences = new ResultWindow(pipes, size, position);
    if (matcher.kind === 'sequence') {
      this.machine = new SequenceMachine(matcher, (sequence) => this.sequences.add(sequence), options.maxPartials);
    }
    if (matcher.kind === 'sample') this.samples = new SampleCollector(matcher, options.maxSamplesPerKey ?? 1);
  }

  /** Cheap test before an event is placed in time. */
  mayMatter(hit: H): boolean {
    return this.matcher.kind !== 'event' || this.matcher.matches(hit._source);
  }

  /** The next event in order; for event queries one that `mayMatter`. */
  push(event: OrderedEvent<H>): void {
    if (this.machine) return this.machine.push(event);
    this.events.add(event.hit, this.previous !== undefined && compareOrder(this.previous, event) === 0);
    this.previous = event;
  }

  /** Samples look at events in whatever order they come. */
  pushUnordered(hit: H): void {
    this.samples?.push(hit);
  }

  end(): EqlResult<H> {
    this.machine?.end();
    for (const sample of this.samples?.samples() ?? []) this.sequences.add(sample);
    const window = this.matcher.kind === 'event' ? this.events : this.sequences;
    return {
      kind: this.matcher.kind,
      events: this.events.results(),
      sequences: this.sequences.results(),
      total: window.total,
      truncated: this.machine?.truncated ?? false,
    };
  }
}
