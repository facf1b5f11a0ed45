/** How long a write may wait for its check. */

/** Looked at between rules and, in an import, between items. */
export const BUDGET_MS = 50;

export class OverBudget extends Error {
  constructor() {
    super(`The check took longer than ${BUDGET_MS} ms`);
  }
}

export class Budget {
  private readonly start: number;

  /** @param ticks milliseconds of a clock that only moves forward */
  constructor(private readonly ticks: () => number) {
    this.start = ticks();
  }

  spentMs(): number {
    return this.ticks() - this.start;
  }

  /** @throws OverBudget */
  check(): void {
    if (this.spentMs() > BUDGET_MS) throw new OverBudget();
  }
}
