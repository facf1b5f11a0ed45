/** Carries out the repair that a finding offers: one item or one link, guarded, logged. */
import { entriesOf, entryIdOfItem, type ExceptionItem, type HealthRepair } from '../../../common/allowlist';
import type { Override } from '../../../common/api/fields';
import type { SpaceFinding } from '../../../common/api/health';
import type { StoredExceptionItem } from '../../stack/exceptions';
import type { InstalledRule, RuleBody } from '../../stack/rules';
import { StackError } from '../../stack/stack';
import type { ActivityLog } from '../activity/activity_log';
import { storedEntries, toApiEntry } from '../allowlist/entry_view';
import { refOf } from '../content/lists';
import type { ServiceDependencies } from '../dependencies';
import { allowOrRefuse } from '../guard/override';
import { Refusal, found } from '../refusal';
import type { HealthService } from './health_service';
import type { ItemGuard } from './item_guard';
import type { SpaceExceptions } from './space_reader';

export interface RepairRequest {
  findingId: string;
  version: string;
  reason: string;
  override?: Override;
}

export class RepairService {
  constructor(
    private readonly deps: ServiceDependencies,
    private readonly parts: { health: HealthService; guard: ItemGuard; activity: ActivityLog },
  ) {}

  /**
   * @returns what was done, in words
   * @throws Refusal `not_found` when the finding is gone, `conflict` when its cause changed, `blinding`
   */
  async repair({ findingId, version, reason, override }: RepairRequest): Promise<string> {
    const { health, activity } = this.parts;
    const { space, findings } = await health.check();
    const finding = found(
      findings.find(({ id }) => id === findingId),
      'The finding',
    );
    if (finding.version !== version) {
      throw new Refusal('conflict', 'The item or the rule was changed in the meantime: look at the finding again', {
        currentVersion: finding.version,
      });
    }
    const { repair } = finding.finding;
    if (repair === undefined) throw new Refusal('invalid', 'There is no repair for this finding: change it by hand');
    const items = space.items.filter(
      ({ item_id, list_id }) => item_id === finding.finding.itemId && list_id === finding.finding.listId,
    );
    const { before, after, allowed } = await this.carryOut(repair, finding, items, space, reason, override);
    health.forget();
    this.deps.state.forget();
    const summary = summaryOf(repair, finding);
    const ruleKeys = finding.rules.flatMap(({ ruleKey }) => (ruleKey === undefined ? [] : [ruleKey]));
    await activity.write({
      action: 'health.repair',
      summary,
      ruleKeys,
      ...(finding.entryId ? { entryId: finding.entryId } : {}),
      reason,
      before,
      after,
      ...(allowed ? { override: allowed } : {}),
    });
    return summary;
  }

  private async carryOut(
    repair: HealthRepair,
    finding: SpaceFinding,
    items: readonly StoredExceptionItem[],
    space: SpaceExceptions,
    reason: string,
    override: Override | undefined,
  ): Promise<{ before: unknown; after: unknown; allowed?: Override }> {
    if (repair.kind === 'replace_item') {
      const fixed = found(repair.item, 'The repaired item');
      const siblings = await this.siblingsOf(found(items[0], 'The item'), space);
      const changed = siblings.map((item) => repaired(item, fixed, reason));
      const report = await this.parts.guard.judge(changed, space);
      const allowed = allowOrRefuse(report, override, { tier: this.deps.tier, now: this.deps.clock() });
      await this.replace(changed, siblings);
      const after = siblings.map((item, at) => ({ ...item, ...changed[at] }));
      return {
        before: this.logged(siblings, finding),
        after: this.logged(after, finding),
        ...(allowed ? { allowed } : {}),
      };
    }
    if (repair.kind === 'remove_item') {
      const item = found(items[0], 'The item');
      // Two items with one id have two versions; which of them a look-up by id answers is not known.
      await this.deps.stack.exceptions.remove(item.item_id, items.length > 1 ? undefined : item._version);
      const siblings = await this.siblingsOf(item, space);
      const left = siblings.filter(({ item_id }) => item_id !== item.item_id);
      return { before: this.logged(siblings, finding), after: this.logged(left, finding) };
    }
    return this.relink(repair, finding, space);
  }

  /** What of an entry shows in its history and is brought back from there is an entry; the rest is logged as it is. */
  private logged(items: readonly StoredExceptionItem[], { entryId, rules }: SpaceFinding): unknown {
    if (entryId === undefined) return items;
    const keys = rules.flatMap(({ ruleKey }) => ruleKey ?? []);
    const [stored] = storedEntries(items, entriesOf(items), () => keys);
    return stored && toApiEntry(stored, { now: this.deps.clock() });
  }

  /** An entry for several rules is several items, which must go on saying the same. */
  private async siblingsOf(item: StoredExceptionItem, space: SpaceExceptions): Promise<StoredExceptionItem[]> {
    const entryId = entryIdOfItem(item);
    if (entryId === item.item_id) return [item];
    return space.items.filter((other) => entryIdOfItem(other) === entryId);
  }

  private async replace(changed: readonly ExceptionItem[], stored: readonly StoredExceptionItem[]): Promise<void> {
    for (const [at, item] of changed.entries()) {
      await this.deps.stack.exceptions.update(item, (stored[at] as StoredExceptionItem)._version);
    }
  }

  private async relink(repair: HealthRepair, finding: SpaceFinding, space: SpaceExceptions) {
    const list = space.lists.find(({ list_id }) => list_id === repair.listId);
    const touched = space.rules.filter(({ rule_id }) => finding.rules.some(({ ruleId }) => ruleId === rule_id));
    const bodies = touched.map((rule) => {
      const kept = rule.exceptions_list.filter(({ list_id }) => list_id !== repair.listId);
      return bodyWithLists(rule, repair.kind === 'relink_list' && list ? [...kept, refOf(list)] : kept);
    });
    const results = await this.deps.stack.rules.upsert(bodies);
    const failed = results.find((result) => !result.ok);
    if (failed !== undefined && !failed.ok) throw new StackError(failed.code, `${failed.id}: ${failed.message}`);
    const links = (rules: ReadonlyArray<Pick<RuleBody, 'rule_id' | 'exceptions_list'>>) =>
      rules.map(({ rule_id, exceptions_list }) => ({ rule_id, exceptions_list }));
    return { before: links(touched), after: links(bodies) };
  }
}

/** What the stored item becomes; its identity, tags and expiry stay, the reason is added to its comments. */
function repaired(stored: StoredExceptionItem, fixed: ExceptionItem, reason: string): ExceptionItem {
  return {
    item_id: stored.item_id,
    list_id: stored.list_id,
    namespace_type: stored.namespace_type,
    type: 'simple',
    name: stored.name,
    description: stored.description,
    entries: fixed.entries,
    os_types: fixed.os_types,
    tags: stored.tags,
    comments: [{ comment: `Repaired: ${reason}` }],
    ...(stored.expire_time ? { expire_time: stored.expire_time } : {}),
  };
}

/** A rule that may not be ours, as it is but for its lists. */
function bodyWithLists(rule: InstalledRule, lists: RuleBody['exceptions_list']): RuleBody {
  const { id: _i, revision: _r, created_at: _ca, created_by: _cb, updated_at: _ua, updated_by: _ub, ...rest } = rule;
  const { lastRun: _run, dataViewId: _view, ...body } = rest;
  return { ...body, exceptions_list: lists };
}

function summaryOf(repair: HealthRepair, { finding, itemName, rules }: SpaceFinding): string {
  const what = itemName === undefined ? `list ${finding.listId}` : `"${itemName}"`;
  return `Repaired ${what} of ${rules.map(({ ruleKey, name }) => ruleKey ?? name).join(', ')}: ${repair.label}`;
}
