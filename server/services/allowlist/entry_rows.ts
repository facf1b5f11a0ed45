/** The table of entries: each with breadth, findings, verdict, and what it hid in a window. */
import { breadthOf } from '../../../common/allowlist';
import type { EntryRow } from '../../../common/api/allowlist';
import type { TimeRange } from '../../stack/stack';
import type { ServiceDependencies } from '../dependencies';
import type { GuardService } from '../guard/guard_service';
import type { AllowlistService } from './allowlist_service';
import type { EntryStore } from './entry_store';
import type { StoredEntry } from './entry_view';
import type { EntryFindings } from './findings';
import type { EntryMatch, EntryMatches } from './entry_matches';

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
  matches: ReadonlyMap<string, EntryMatch>;
  /** Rules that no expectation exercises. */
  uncovered: ReadonlySet<string>;
  range: TimeRange;
}

export interface EntryRowsParts {
  entries: EntryStore;
  guard: GuardService;
  findings: EntryFindings;
  allowlist: AllowlistService;
  matches: EntryMatches;
}

export class EntryRows {
  constructor(
    private readonly deps: ServiceDependencies,
    private readonly parts: EntryRowsParts,
  ) {}

  async list(filter: EntryFilter): Promise<EntryRow[]> {
    const { catalog } = this.deps;
    const { entries, guard, matches } = this.parts;
    const wanted = filter.ruleKey ? [catalog.rule(filter.ruleKey).template.id] : catalog.keys(filter.techniqueId);
    const keys = new Set(wanted);
    const stored = (await entries.all()).filter(({ entry }) => entry.rules.some((key) => keys.has(key)));
    if (stored.length === 0) return [];
    const range = this.range(filter);
    const [matched, judgement] = await Promise.all([matches.of(stored, range), guard.current()]);
    const uncovered = judgement.rules.filter(({ coverage }) => coverage === 'uncovered').map(({ rule }) => rule);
    const facts = { matches: matched, uncovered: new Set(uncovered), range };
    return Promise.all(stored.map((one) => this.row(one, facts)));
  }

  private async row(stored: StoredEntry, { matches, uncovered, range }: RowFacts): Promise<EntryRow> {
    const { entry, items } = stored;
    const { allowlist, findings } = this.parts;
    const { times = [], partial = false } = matches.get(entry.id) ?? {};
    const lastMatchedAt = times.at(-1);
    const [verdict, found] = await Promise.all([this.verdict(stored, uncovered), findings.of(entry, items)]);
    return {
      ...allowlist.view(stored, { ...(lastMatchedAt ? { lastMatchedAt } : {}), searchedFrom: range.from }),
      breadth: breadthOf(entry.conditions),
      findings: found,
      verdict,
      matchesInRange: times.length,
      matchesAtLeast: partial,
      ...(lastMatchedAt ? { lastMatchedAt } : {}),
    };
  }

  private async verdict(stored: StoredEntry, uncovered: ReadonlySet<string>): Promise<string> {
    const { guard, allowlist } = this.parts;
    const harmless = stored.entry.rules.some((key) => uncovered.has(key)) ? 'uncovered' : 'caught';
    if (!(await guard.canChangeVerdicts(stored.items))) return harmless;
    const { blinding, losses } = await allowlist.judgeStored(stored);
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
