import { StackError } from '../../server/stack/stack';
import type { RuleRunner, RunOutcome } from './rule_runner';

export interface SchedulerLog {
  debug(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** Longest wait between two looks at what is due, and the wait after a pass that could not be done. */
const MAX_WAIT_MS = 30_000;
const MIN_WAIT_MS = 100;

/** Runs rules when they are due, one pass at a time, until it is stopped. */
export class Scheduler {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private stopped = true;
  private readonly abort = new AbortController();

  constructor(
    private readonly runner: RuleRunner,
    private readonly clock: () => number,
    private readonly log: SchedulerLog,
    /** Told after every pass that raised alerts. */
    private readonly onAlerts: () => void,
  ) {}

  start(): void {
    this.stopped = false;
    this.plan(MIN_WAIT_MS);
  }

  /** Looks at once whether something is due: after a rule was written or events arrived. */
  wake(): void {
    if (!this.stopped && !this.running) this.plan(MIN_WAIT_MS);
  }

  /** Ends a pass that is under way; what it had not stored will be done at the next start. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    this.abort.abort();
    await this.running;
  }

  private plan(waitMs: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.running = this.pass().then((nextWaitMs) => {
        this.running = undefined;
        if (!this.stopped) this.plan(nextWaitMs);
      });
    }, waitMs);
  }

  /** @returns milliseconds to the next pass */
  private async pass(): Promise<number> {
    try {
      const outcomes = await this.runner.runDue(this.abort.signal);
      this.report(outcomes);
      const due = this.runner.nextDue() ?? Infinity;
      return Math.max(MIN_WAIT_MS, Math.min(MAX_WAIT_MS, due - this.clock()));
    } catch (error) {
      if (error instanceof StackError && error.code === 'cancelled') return MAX_WAIT_MS;
      this.log.error(`Rules could not be run: ${error instanceof Error ? error.message : String(error)}`);
      return MAX_WAIT_MS;
    }
  }

  private report(outcomes: readonly RunOutcome[]): void {
    for (const { ruleId, status, message, alerts } of outcomes) {
      const line = `Rule ${ruleId}: ${status}, ${alerts} new alerts. ${message}`;
      if (status === 'succeeded') this.log.debug(line);
      else this.log.warn(line);
    }
    if (outcomes.some(({ alerts }) => alerts > 0)) this.onAlerts();
  }
}
