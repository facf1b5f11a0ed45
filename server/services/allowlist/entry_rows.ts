/** The table of entries: each with breadth, findings, verdict, and what it hid in a window. */
import { breadthOf, compileItems, itemsOf, type AllowlistEntry } from '../../../common/allowlist';
import type { EntryRow } from '../../../common/api/allowlist';
import type { TimeRange } from '../../stack/stack';
import type { ServiceDependencies } from '../dependencies';
import type { GuardService } from '../guard/guard_service';
import type { AllowlistService } from './allowlist_service';
import type { EntryStore } from './entry_store';
import type { StoredEntry } from './entry_view';
import type { EntryFindings } from './findings';
import { ruleHistories, type RuleHistory } from './rule_history';

const DAY_MS = 86_400_000;
/** Window of "matches in range" when the page names none. */
const DEFAULT_DAYS = 14;

export interface EntryFilter {
  techniqueId?: string;
  ruleKey?: string;
  from?: string;
  to?: string;
}

interface RowFacts {
  histories: ReadonlyMap<string, RuleHistory>;
  /** Rules that no expectation exercises. */
  uncovered: ReadonlySet<string>;
  range: TimeRange;
}

export interface EntryRowsParts {
  entries: EntryStore;
  guard: GuardService;
  findings: EntryFindings;
  allowlist: AllowlistService;
}

export class EntryRows {
  constructor(
    private readonly deps: ServiceDependencies,
    private readonly parts: EntryRowsParts,
  ) {}

  async list(filter: EntryFilter): Promise<EntryRow[]> {
    const { catalog } = this.deps;
    const { entries, guard } = this.parts;
    const wanted = filter.ruleKey ? [catalog.rule(filter.ruleKey).template.id] : catalog.keys(filter.techniqueId);
    const keys = new Set(wanted);
    const stored = (await entries.all()).filter(({ entry }) => entry.rules.some((key) => keys.has(key)));
    if (stored.length === 0) return [];
    const range = this.range(filter);
    const used = [...new Set(stored.flatMap(({ entry }) => entry.rules))].filter((key) => catalog.rules.has(key));
    const [histories, judgement] = await Promise.all([ruleHistories(this.deps, guard, used, range), guard.current()]);
    const uncovered = judgement.rules.filter(({ coverage }) => coverage === 'uncovered').map(({ rule }) => rule);
    const facts = { histories, uncovered: new Set(uncovered), range };
    return Promise.all(stored.map((one) => this.row(one, facts)));
  }

  private async row(stored: StoredEntry, { histories, uncovered, range }: RowFacts): Promise<EntryRow> {
    const { entry, items } = stored;
    const { allowlist, findings } = this.parts;
    const own = entry.rules.map((key) => histories.get(key)).filter((history) => history !== undefined);
    const matched = await this.matchedTimes(entry, own);
    const lastMatchedAt = matched.at(-1);
    const [verdict, found] = await Promise.all([this.verdict(stored, uncovered), findings.of(entry, items)]);
    return {
      ...allowlist.view(stored, { ...(lastMatchedAt ? { lastMatchedAt } : {}), searchedFrom: range.from }),
      breadth: breadthOf(entry.conditions),
      findings: found,
      verdict,
      matchesInRange: matched.length,
      matchesAtLeast: own.some(({ partial }) => partial),
      ...(lastMatchedAt ? { lastMatchedAt } : {}),
    };
  }

  /** Times of what the entry hides, sorted. One that has run out or is switched off is measured as if it were in force. */
  private async matchedTimes(entry: AllowlistEntry, histories: readonly RuleHistory[]): Promise<string[]> {
    const probe = itemsOf({ ...entry, enabled: true, expires: undefined, override: undefined }).slice(0, 1);
    const compiled = compileItems(probe, await this.parts.allowlist.context());
    return histories
      .flatMap(({ matches }) => matches)
      .filter(({ events }) => events.some((event) => compiled.hiddenBy(event._source) !== undefined))
      .map(({ at }) => at)
      .sort();
  }

  private async verdict(stored: StoredEntry, uncovered: ReadonlySet<string>): Promise<string> {
    const { guard, allowlist } = this.parts;
    const harmless = stored.entry.rules.some((key) => uncovered.has(key)) ? 'uncovered' : 'caught';
    if (!(await guard.canChangeVerdicts(stored.items))) return harmless;
    const { blinding, losses } = await allowlist.judge(stored.entry, stored);
    if (blinding) return 'blinded';
    return losses.length > 0 ? 'weakened' : harmless;
  }

  private range({ from, to }: EntryFilter): TimeRange {
    const now = this.deps.clock();
    return {
      from: from ?? new Date(now - DEFAULT_DAYS * DAY_MS).toISOString(),
      to: to ?? new Date(now).toISOString(),
    };
  }
}
