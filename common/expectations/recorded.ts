/** What is the same for every rule that replays a recording, worked out once. */
import { readsIndex } from './index_patterns';
import type { Positioned } from './queries';
import type { RecordedEvent } from './types';

const positionedEvents = new WeakMap<readonly RecordedEvent[], readonly Positioned[]>();

/** The events with their positions. */
export function positioned(events: readonly RecordedEvent[]): readonly Positioned[] {
  const known = positionedEvents.get(events);
  if (known !== undefined) return known;
  const made = events.map(({ _id, _index, _source }, position) => ({ _id, _index, _source, position }));
  positionedEvents.set(events, made);
  return made;
}

const readable = new WeakMap<readonly RecordedEvent[], Map<string, readonly number[]>>();

/** Positions that a rule with these patterns reads; most rules share their patterns with others. */
export function readPositions(
  patterns: readonly string[] | undefined,
  events: readonly RecordedEvent[],
): readonly number[] {
  const key = (patterns ?? []).join(',');
  const byPatterns = readable.get(events) ?? new Map<string, readonly number[]>();
  const known = byPatterns.get(key);
  if (known !== undefined) return known;
  const positions = events.flatMap((event, position) => (readsIndex(patterns, event._index) ? [position] : []));
  byPatterns.set(key, positions);
  readable.set(events, byPatterns);
  return positions;
}
