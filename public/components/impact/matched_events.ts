import { useMemo } from 'react';
import { searchEvents } from '../../../common/api/misc';
import type { ComparedMatch } from '../../../common/impact';
import { useApiQuery } from '../../api';
import { EVENT_INDEX } from '../event_index';
import { eventSummary } from '../event_summary';

const MINUTE = 60_000;

export interface MatchedEvent {
  id: string;
  index: string;
  summary: string;
}

/** Of a sequence, the event that completed it. */
export const eventIdOf = ({ eventIds }: ComparedMatch): string | undefined => eventIds[eventIds.length - 1];

/** What the events of matches were, by id; without those that are gone or not readable. */
export function useMatchedEvents(matches: readonly ComparedMatch[]): ReadonlyMap<string, MatchedEvent> {
  const ids = matches.flatMap((match) => eventIdOf(match) ?? []);
  const times = matches.map(({ at }) => Date.parse(at));
  const at = (time: number) => new Date(time).toISOString();
  const { data } = useApiQuery(
    searchEvents,
    {
      body: {
        index: [...EVENT_INDEX],
        ids,
        range: ids.length
          ? { from: at(Math.min(...times) - MINUTE), to: at(Math.max(...times) + MINUTE) }
          : { from: at(0), to: at(0) },
        size: Math.max(ids.length, 1),
        order: 'desc',
      },
    },
    { enabled: ids.length > 0 },
  );
  return useMemo(
    () =>
      new Map(data?.events.map(({ id, index, source }) => [id, { id, index, summary: eventSummary(source) }] as const)),
    [data],
  );
}
