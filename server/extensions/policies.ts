/**
 * The policy of each space, as the server itself reads it: whoever writes an exception need not be a user of the
 * workbench. Another Kibana server may change it, so it is believed for a minute only.
 */
import { exceptionPolicy, type ExceptionPolicy } from '../services/exception_guard/policy';
import type { DocumentStore } from '../stack/documents';
import { BUDGET_MS } from './budget';

const BELIEVED_MS = 60_000;

interface Known {
  policy: ExceptionPolicy;
  readAt: number;
}

export class Policies {
  private readonly bySpace = new Map<string, Known>();

  /** @param documentsOf `undefined` where the server has no documents of its own */
  constructor(
    private readonly documentsOf: (space: string) => DocumentStore | undefined,
    private readonly clock: () => number,
  ) {}

  /** Holds from now on, not from the next reading. */
  set(space: string, policy: ExceptionPolicy): void {
    this.bySpace.set(space, { policy, readAt: this.clock() });
  }

  /** Never throws and never takes longer than the budget: then the last that was known holds, or `record`. */
  async of(space: string): Promise<ExceptionPolicy> {
    const known = this.bySpace.get(space);
    if (known !== undefined && this.clock() - known.readAt < BELIEVED_MS) return known.policy;
    const fallback = known?.policy ?? 'record';
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<ExceptionPolicy>((resolve) => {
      timer = setTimeout(() => resolve(fallback), BUDGET_MS);
    });
    try {
      return await Promise.race([this.read(space, fallback), patience]);
    } finally {
      clearTimeout(timer);
    }
  }

  private async read(space: string, fallback: ExceptionPolicy): Promise<ExceptionPolicy> {
    try {
      const documents = this.documentsOf(space);
      if (documents === undefined) return fallback;
      const { mode } = await exceptionPolicy({ documents });
      this.set(space, mode);
      return mode;
    } catch {
      return fallback;
    }
  }
}
