/** What a rule's query matches in a window: complete, or labelled with the moment up to which it is complete. */
import type { RuleMatch, RuleQuery, RuleQueryResult } from '../../events';
import type { ExceptionStore } from '../../exceptions';
import { StackError, type TimeRange } from '../../stack';
import type { ElasticsearchApi } from '../apis';
import { startDeadline, type Deadline } from '../search/deadline';
import { kqlFilter } from '../search/kql_filter';
import { windowOf } from '../search/time_range';
import { allOf, type Dsl } from '../search/types';
import { canBeSliced, eqlSearch, type EqlOutcome } from './eql';
import { kuerySearch } from './kuery';
import { ruleClauses, timeClause } from './rule_filter';

export interface MatchOptions {
  signal?: AbortSignal;
  onProgress?: (fraction: number) => void;
}

const DAY_MS = 86_400_000;
const MAX_SLICES = 30;
/** `index.max_result_window`: more hits are not given in one answer. */
const MAX_HITS = 10_000;

/** @throws StackError `rejected`, `cancelled` */
export async function matchEvents(
  elasticsearch: ElasticsearchApi,
  exceptions: Pick<ExceptionStore, 'valueLists'>,
  query: RuleQuery,
  now: number,
  options: MatchOptions = {},
): Promise<RuleQueryResult> {
  const window = windowOf(query.range);
  const complete = { matches: [], partial: false, coveredTo: new Date(window.to).toISOString() };
  if (query.index.length === 0) return complete;
  const deadline = startDeadline(query.timeoutMs, options.signal);
  try {
    const ask = await asker(elasticsearch, exceptions, query, now, deadline);
    return await askSlices(slicesOf(query), ask, query, options);
  } catch (error) {
    if (deadline.passed && isStop(error)) return { ...complete, ...timedOut(query, query.range.from) };
    throw error;
  } finally {
    deadline.clear();
  }
}

type Ask = (slice: TimeRange, last: boolean, size: number) => Promise<EqlOutcome | 'timeout'>;

async function asker(
  elasticsearch: ElasticsearchApi,
  exceptions: Pick<ExceptionStore, 'valueLists'>,
  query: RuleQuery,
  now: number,
  deadline: Deadline,
): Promise<Ask> {
  const { index, language } = query;
  const clauses = await ruleClauses(query, exceptions, now);
  const kql: Dsl[] = language === 'kuery' ? await kqlFilter(elasticsearch, index, query.query) : [];
  return async (slice, last, size) => {
    const filter = [timeClause(slice, last), ...clauses];
    const request = { index, size, signal: deadline.signal, timeoutMs: Math.max(1, deadline.left()) };
    try {
      if (language === 'kuery') return await kuerySearch(elasticsearch, { ...request, filter: [...filter, ...kql] });
      const outcome = await eqlSearch(elasticsearch, { ...request, query: query.query, filter: allOf(filter) });
      return outcome ?? { matches: [] };
    } catch (error) {
      if (deadline.passed && isStop(error)) return 'timeout';
      throw error;
    }
  };
}

async function askSlices(
  slices: readonly TimeRange[],
  ask: Ask,
  query: RuleQuery,
  { onProgress }: MatchOptions,
): Promise<RuleQueryResult> {
  const matches: RuleMatch[] = [];
  for (const [at, slice] of slices.entries()) {
    // One more than wanted shows whether there are more.
    const wanted = query.size - matches.length;
    const outcome = await ask(slice, at === slices.length - 1, Math.min(MAX_HITS, wanted + 1));
    if (outcome === 'timeout') return { matches, ...timedOut(query, slice.from) };
    matches.push(...outcome.matches.slice(0, wanted));
    const cut = outcome.matches.length > wanted || outcome.matches.length >= MAX_HITS;
    if (cut) {
      const coveredTo = matches[matches.length - 1]?.at ?? slice.from;
      return { matches, partial: true, coveredTo, reason: `More than ${matches.length} matches; the first are shown.` };
    }
    if (outcome.incomplete) return { matches, partial: true, coveredTo: slice.from, reason: outcome.incomplete };
    onProgress?.((at + 1) / slices.length);
  }
  return { matches, partial: false, coveredTo: new Date(query.range.to).toISOString() };
}

/** Days, so that a long history shows progress and a stop keeps what was found. */
function slicesOf({ range, language, query }: RuleQuery): TimeRange[] {
  const { from, to } = windowOf(range);
  const sliceable = language === 'kuery' || canBeSliced(query);
  const count = sliceable ? Math.min(MAX_SLICES, Math.max(1, Math.ceil((to - from) / DAY_MS))) : 1;
  const bound = (at: number) => new Date(from + Math.round(((to - from) * at) / count)).toISOString();
  return Array.from({ length: count }, (_, at) => ({ from: bound(at), to: bound(at + 1) }));
}

function timedOut(query: RuleQuery, coveredTo: string): Pick<RuleQueryResult, 'partial' | 'coveredTo' | 'reason'> {
  const seconds = Math.round(query.timeoutMs / 1_000);
  return { partial: true, coveredTo: new Date(coveredTo).toISOString(), reason: `Stopped after ${seconds} seconds.` };
}

function isStop(error: unknown): boolean {
  return error instanceof StackError && (error.code === 'cancelled' || error.code === 'timeout');
}
