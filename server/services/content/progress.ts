/** Counts outcomes while objects are written, and words them as events of the stream. */
import type { ApplyEvent } from '../../../common/api/content';
import type { ItemResult } from '../../stack/stack';

type ItemEvent = Extract<ApplyEvent, { type: 'item' }>;
type Outcome = ItemEvent['outcome'];

export class Progress {
  private done = 0;
  private failed = 0;
  private unchanged = 0;

  item(kind: string, id: string, name: string, outcome: Outcome, message?: string): ItemEvent {
    this.done += 1;
    if (outcome === 'failed') this.failed += 1;
    if (outcome === 'unchanged' || outcome === 'skipped') this.unchanged += 1;
    return { type: 'item', kind, id, name, outcome, ...(message ? { message } : {}), done: this.done };
  }

  /** The event for one result of a batch. */
  result(kind: string, id: string, name: string, outcome: Outcome, result: ItemResult<unknown> | undefined): ItemEvent {
    if (!result) return this.item(kind, id, name, 'failed', 'The stack gave no answer for this object');
    return result.ok ? this.item(kind, id, name, outcome) : this.item(kind, id, name, 'failed', result.message);
  }

  get hasFailures(): boolean {
    return this.failed > 0;
  }

  end(): ApplyEvent {
    return {
      type: 'end',
      succeeded: this.done - this.failed - this.unchanged,
      failed: this.failed,
      unchanged: this.unchanged,
    };
  }
}
