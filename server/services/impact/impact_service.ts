/** What a proposed change would have lost and gained over history. Streamed, cancellable, time-boxed. */
import { randomUUID } from 'node:crypto';
import { itemsOf, type ExceptionItem } from '../../../common/allowlist';
import type { ImpactEvent } from '../../../common/api/impact';
import type { GuardRule } from '../../../common/expectations';
import { guardRuleOfEffective } from '../../../common/expectations/change';
import { compareImpact, type HistoryResult, type ImpactWindow } from '../../../common/impact';
import type { KnobValues } from '../../../common/packs';
import type { EntryStore } from '../allowlist/entry_store';
import { entryOfDraft } from '../allowlist/entry_view';
import type { DraftInProgress } from '../allowlist/allowlist_service';
import type { ServiceDependencies } from '../dependencies';
import type { GuardService } from '../guard/guard_service';
import type { TuningService } from '../tuning/tuning_service';
import { existingAlerts } from './existing_alerts';
import { reporting, type Report } from './reporting';

const DAY_MS = 86_400_000;
/** The port's largest answer; more matches make the result partial, never silently shorter. */
const MAX_MATCHES = 10_000;

export type ProposedChange =
  | { kind: 'tuning'; ruleKey: string; values: KnobValues }
  | { kind: 'entry'; draft: DraftInProgress; replacesEntryId?: string };

/** One version of a rule with the items that act on it. */
interface Side {
  rule: GuardRule;
  items: readonly ExceptionItem[];
}

export class ImpactService {
  constructor(
    private readonly deps: ServiceDependencies,
    private readonly guard: GuardService,
    private readonly tuning: TuningService,
    private readonly entries: EntryStore,
  ) {}

  async *measure(
    change: ProposedChange,
    days: number,
    timeoutMs: number,
    signal: AbortSignal,
  ): AsyncGenerator<ImpactEvent> {
    const pairs = await this.sides(change);
    yield { type: 'start', jobId: randomUUID() };
    const now = this.deps.clock();
    const window = { from: new Date(now - days * DAY_MS).toISOString(), to: new Date(now).toISOString() };
    yield* reporting<ImpactEvent>(async (report) => {
      const result = await this.compare(pairs, window, timeoutMs, signal, report);
      return { type: 'result', report: result };
    }, signal);
  }

  private async compare(
    pairs: ReadonlyMap<string, { before: Side; after: Side }>,
    window: ImpactWindow,
    timeoutMs: number,
    signal: AbortSignal,
    report: Report<ImpactEvent>,
  ) {
    const deadline = this.deps.clock() + timeoutMs;
    const steps = pairs.size * 2;
    let step = 0;
    const run = async (key: string, side: Side, what: string): Promise<HistoryResult> => {
      const done = step;
      step += 1;
      const message = `${key}: ${what}`;
      report({ type: 'progress', fraction: done / steps, message });
      return this.history(side, window, Math.max(1_000, deadline - this.deps.clock()), signal, (fraction) =>
        report({ type: 'progress', fraction: (done + fraction) / steps, message }),
      );
    };
    const rules = [];
    for (const [key, { before, after }] of pairs) {
      rules.push({
        rule: key,
        before: await run(key, before, 'as it is'),
        after: await run(key, after, 'with the change'),
      });
    }
    const alerts = await existingAlerts(this.deps, [...pairs.keys()], window);
    return compareImpact({ window, rules, alerts });
  }

  private async history(
    { rule, items }: Side,
    range: ImpactWindow,
    timeoutMs: number,
    signal: AbortSignal,
    onProgress: (fraction: number) => void,
  ): Promise<HistoryResult> {
    const { matches, partial, coveredTo, reason } = await this.deps.stack.events.match(
      {
        index: rule.index ?? [],
        language: rule.language === 'kuery' ? 'kuery' : 'eql',
        query: rule.query ?? '',
        ...(rule.filters ? { filters: rule.filters } : {}),
        exceptions: items,
        range,
        size: MAX_MATCHES,
        timeoutMs,
      },
      { signal, onProgress },
    );
    return { matches, partial, coveredTo, ...(reason ? { reason } : {}) };
  }

  /** Old and new version of each rule that the change touches. */
  private async sides(change: ProposedChange): Promise<ReadonlyMap<string, { before: Side; after: Side }>> {
    const items = await this.deps.state.itemsByRule();
    if (change.kind === 'tuning') {
      const [rule] = await this.guard.rules([change.ruleKey]);
      const after = guardRuleOfEffective(this.tuning.render(change.ruleKey, change.values));
      const own = items.get(change.ruleKey) ?? [];
      return new Map([
        [change.ruleKey, { before: { rule: rule as GuardRule, items: own }, after: { rule: after, items: own } }],
      ]);
    }
    const { draft, replacesEntryId } = change;
    const replaced = replacesEntryId === undefined ? undefined : await this.entries.get(replacesEntryId);
    const gone = new Set((replaced?.items ?? []).map(({ item_id }) => item_id));
    const entry = entryOfDraft('draft', { ...draft, name: draft.name ?? 'Draft', reason: draft.reason ?? 'Draft' }, '');
    const added = itemsOf(entry);
    const rules = await this.guard.rules(entry.rules.map((key) => this.deps.catalog.rule(key).template.id));
    return new Map(
      rules.map((rule, index) => {
        const own = items.get(rule.id) ?? [];
        const item = added[index];
        const after = [...own.filter(({ item_id }) => !gone.has(item_id)), ...(item ? [item] : [])];
        return [rule.id, { before: { rule, items: own }, after: { rule, items: after } }];
      }),
    );
  }
}
