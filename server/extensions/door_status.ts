/** What the guard at Kibana's own doors has done since start: nothing fails in silence. */
import type { ExceptionGuard } from '../../common/api/exception_guard';

export type DoorCounts = ExceptionGuard['counts'];
export type DoorOutcome = keyof DoorCounts['outcomes'];

export class DoorStatus {
  /** The extension points exist and were registered. */
  open = false;
  private readonly outcomes: DoorCounts['outcomes'] = {
    passed: 0,
    recorded: 0,
    refused: 0,
    own: 0,
    unknown: 0,
    over_budget: 0,
    failed: 0,
  };
  private cold = 0;
  private slowestMs = 0;

  count(outcome: DoorOutcome): void {
    this.outcomes[outcome] += 1;
  }

  checked(tookMs: number, wasCold: boolean): void {
    this.slowestMs = Math.max(this.slowestMs, tookMs);
    if (wasCold) this.cold += 1;
  }

  counts(): DoorCounts {
    return { outcomes: { ...this.outcomes }, cold: this.cold, slowestMs: Math.round(this.slowestMs) };
  }
}
