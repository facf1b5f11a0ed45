/** Things that go wrong on purpose. */
import type { DoubleRequest } from './types';

/** The connection ends without an answer. */
export class ConnectionDropped extends Error {
  constructor() {
    super('socket hang up');
  }
}

export interface Fault {
  /** Which requests; all when absent. */
  matches?: (request: DoubleRequest) => boolean;
  /** How often; without end when absent. */
  times?: number;
  /** How many matching requests pass before the first that fails. */
  after?: number;
  effect: FaultEffect;
}

export type FaultEffect =
  /** An answer instead of Kibana's own; nothing is done. */
  | { kind: 'status'; status: number; body?: unknown }
  /** No answer; nothing is done. */
  | { kind: 'drop' }
  /** No answer, but the request was carried out. */
  | { kind: 'drop-answer' }
  /** The answer comes late. */
  | { kind: 'delay'; ms: number }
  /** Something else happens first: another user is quicker. */
  | { kind: 'before'; run: () => void | Promise<void> };

interface Armed extends Fault {
  seen: number;
  used: number;
}

export class Faults {
  private readonly armed: Armed[] = [];

  add(fault: Fault): void {
    this.armed.push({ ...fault, seen: 0, used: 0 });
  }

  clear(): void {
    this.armed.length = 0;
  }

  /** Effects that hit this request, in the order in which they were added. */
  hit(request: DoubleRequest): FaultEffect[] {
    return this.armed.flatMap((fault) => {
      if (fault.matches && !fault.matches(request)) return [];
      fault.seen += 1;
      if (fault.seen <= (fault.after ?? 0) || fault.used >= (fault.times ?? Infinity)) return [];
      fault.used += 1;
      return [fault.effect];
    });
  }
}
