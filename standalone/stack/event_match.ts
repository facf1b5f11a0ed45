import { performance } from 'node:perf_hooks';
import type { RuleMatch, RuleQuery, RuleQueryResult } from '../../server/stack/events';
import type { ValueListContent } from '../../common/allowlist';
import { isoTime, parseTime } from '../events_in';
import { StackError, type TimeRange } from '../../server/stack/stack';
import type { Database } from './database';
import { readEvents, type ReadEvent } from './event_reader';
import type { EventTable } from './event_table';
import { startExecution, type Match } from './rule_execution';
import { compileExceptions, compileRule } from './rule_matcher';

export interface MatchOptions {
  signal?: AbortSignal;
  onProgress?: (fraction: number) => void;
}

const PROGRESS_INTERVAL_MS = 250;

/**
 * What a rule's query matches in a window of event times. Complete, or labelled partial with the moment up to which it
 * is complete.
 * @throws StackError `rejected`, `cancelled`
 */
export async function matchEvents(
  database: Database,
  table: EventTable,
  query: RuleQuery,
  valueLists: readonly ValueListContent[],
  now: number,
  options: MatchOptions = {},
): Promise<RuleQueryResult> {
  const { from, to } = readTimeRange(query.range);
  const mapping = table.mapping();
  const matcher = compileRule(query, mapping, now);
  const exceptions = compileExceptions(query.exceptions, valueLists, mapping, query.language, now);
  const execution = startExecution(matcher, exceptions, { size: query.size, end: 'first' });
  const kinds = table.kindsFor(query.index, matcher.categories).map(({ id }) => id);

  const deadline = performance.now() + query.timeoutMs;
  let scanned = 0;
  let coveredTo = from;
  let timedOut = false;
  let reported = -Infinity;
  for await (const events of readEvents(database, table, kinds, { fromTime: from, toTime: to }, options)) {
    await execution.feed(events);
    scanned += events.length;
    // Events of the last millisecond may go on in the next slice.
    coveredTo = (events[events.length - 1] as ReadEvent).time - 1;
    const at = performance.now();
    if (at - reported >= PROGRESS_INTERVAL_MS) {
      reported = at;
      options.onProgress?.(to > from ? Math.min(1, Math.max(0, (coveredTo - from) / (to - from))) : 1);
    }
    if (at > deadline) {
      timedOut = true;
      break;
    }
  }
  const found = await execution.finish();
  const matches = found.matches.map(toRuleMatch);
  const cut = found.total > matches.length;
  if (!timedOut) coveredTo = to;
  if (cut) coveredTo = Math.min(coveredTo, timeOf(found.matches[found.matches.length - 1]));
  return {
    matches,
    partial: timedOut || cut || found.truncated,
    coveredTo: isoTime(coveredTo),
    ...reasonOf(timedOut, cut, found.truncated, query),
    scannedEvents: scanned,
  };
}

/** @throws StackError `rejected` when a bound is no time or the range is upside down */
export function readTimeRange(range: TimeRange): { from: number; to: number } {
  const from = parseTime(range.from);
  const to = parseTime(range.to);
  if (from === undefined || to === undefined || from > to) {
    throw new StackError('rejected', 'The time range is not valid: two ISO 8601 times are needed, the earlier first.');
  }
  return { from, to };
}

function reasonOf(timedOut: boolean, cut: boolean, truncated: boolean, query: RuleQuery): { reason?: string } {
  if (timedOut) return { reason: `Stopped after ${Math.round(query.timeoutMs / 1000)} seconds.` };
  if (cut) return { reason: `More than ${query.size} matches; the first ${query.size} are shown.` };
  if (truncated) return { reason: 'Too many open sequences at a time; some were given up.' };
  return {};
}

function timeOf(match: Match | undefined): number {
  return match?.[match.length - 1]?.time ?? 0;
}

function toRuleMatch(match: Match): RuleMatch {
  return {
    eventIds: match.map(({ _id }) => _id),
    events: match.map(({ _id, _index, _source }) => ({ _id, _index, _source })),
    at: isoTime(timeOf(match)),
  };
}
