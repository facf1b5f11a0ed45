/** What entries hid in a window, and with it whether they have outlived their cause. */
import { compileItems, itemsOf, lifecycleOf, type AllowlistEntry, type Lifecycle } from '../../../common/allowlist';
import type { TimeRange } from '../../stack/stack';
import type { ServiceDependencies } from '../dependencies';
import type { GuardService } from '../guard/guard_service';
import type { StoredEntry } from './entry_view';
import { ruleHistories, type RuleHistory } from './rule_history';

const DAY_MS = 86_400_000;
/** The home page waits no longer for history than this. */
const GLANCE_MS = 2_000;

export interface EntryMatch {
  /** Times of what the entry hides, sorted. */
  times: string[];
  /** The history is not complete, so the times are a lower bound. */
  partial: boolean;
}

export class EntryMatches {
  constructor(
    private readonly deps: Pick<ServiceDependencies, 'stack' | 'catalog' | 'state' | 'clock' | 'logger'>,
    private readonly guard: GuardService,
  ) {}

  /** By entry id. Rules without an entry are not looked at. */
  async of(
    stored: readonly StoredEntry[],
    range: TimeRange,
    timeoutMs?: number,
  ): Promise<ReadonlyMap<string, EntryMatch>> {
    const { catalog, state, clock } = this.deps;
    const used = [...new Set(stored.flatMap(({ entry }) => entry.rules))].filter((key) => catalog.rules.has(key));
    if (used.length === 0) return new Map();
    const [histories, lists] = await Promise.all([
      ruleHistories(this.deps, this.guard, used, range, timeoutMs),
      state.valueLists(),
    ]);
    const context = { now: clock(), valueLists: new Map(lists.map((list) => [list.id, list])) };
    return new Map(
      stored.map(({ entry }): [string, EntryMatch] => {
        const own = entry.rules.map((key) => histories.get(key)).filter((history) => history !== undefined);
        return [entry.id, { times: matchedTimes(entry, own, context), partial: own.some(({ partial }) => partial) }];
      }),
    );
  }

  /** Lifecycles with what history says about matches; an incomplete history says nothing about absence. */
  async lifecycles(stored: readonly StoredEntry[], days: number): Promise<Lifecycle[]> {
    const now = this.deps.clock();
    const range = { from: new Date(now - days * DAY_MS).toISOString(), to: new Date(now).toISOString() };
    const matches = await this.of(stored, range, GLANCE_MS);
    return stored.map(({ entry, items }) => {
      const { times = [], partial = true } = matches.get(entry.id) ?? {};
      const createdAt = items[0]?.created_at;
      const last = times.at(-1);
      return lifecycleOf(entry, {
        now,
        ...(createdAt ? { createdAt } : {}),
        ...(last ? { lastMatchedAt: last } : {}),
        ...(partial ? {} : { searchedFrom: range.from }),
      });
    });
  }
}

/** An entry that has run out or is switched off is measured as if it were in force. */
function matchedTimes(
  entry: AllowlistEntry,
  histories: readonly RuleHistory[],
  context: Parameters<typeof compileItems>[1],
): string[] {
  const probe = itemsOf({ ...entry, enabled: true, expires: undefined, override: undefined }).slice(0, 1);
  const compiled = compileItems(probe, context);
  return histories
    .flatMap(({ matches }) => matches)
    .filter(({ events }) => events.some((event) => compiled.hiddenBy(event._source) !== undefined))
    .map(({ at }) => at)
    .sort();
}
