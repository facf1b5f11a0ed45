import type { GuardMaterial } from '../../../common/api/guard';
import { eventSummary } from '../../components/event_summary';

export interface RecordedStart {
  id: string;
  /** The attack and what the event is, e.g. `T1571-1: connection_attempted · powershell.exe · 203.0.113.10:4444`. */
  label: string;
  event: Readonly<Record<string, unknown>>;
}

/** The events of each recorded attack, as its first data source shows them; of those that read the same, one. */
export function recordedStarts({ expectations, recordings }: GuardMaterial): RecordedStart[] {
  return expectations.flatMap(({ id: testId }) => {
    const events = recordings.find(({ expectation }) => expectation === testId)?.events ?? [];
    const byLabel = new Map<string, RecordedStart>();
    for (const { _id: id, _source: event } of events) {
      const label = `${testId}: ${eventSummary(event)}`;
      if (!byLabel.has(label)) byLabel.set(label, { id: `${testId} ${id}`, label, event });
    }
    return [...byLabel.values()];
  });
}
