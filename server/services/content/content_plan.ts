/** Builds the plan of an install or update, and of an uninstall. Writes nothing. */
import type { ContentPlan, PlanItem } from '../../../common/api/content';
import { listIdOf } from '../../../common/allowlist';
import type { Pack } from '../../../common/packs';
import type { ServiceDependencies } from '../dependencies';
import type { GuardService } from '../guard/guard_service';
import { usableValues } from '../rules/desired';
import { listFor } from './lists';
import { planRule, toPlanItem, type RulePlan } from './plan_rule';
import { checkQueries, type QueryVerdicts } from './query_check';
import { retiredItems } from './retired';
import { seedsOf } from './seeds';

export class ContentPlanner {
  constructor(
    private readonly deps: Pick<ServiceDependencies, 'stack' | 'catalog' | 'state'>,
    private readonly guard: GuardService,
  ) {}

  packs(packIds: readonly string[]): Pack[] {
    return [...new Set(packIds)].map((id) => this.deps.catalog.pack(id));
  }

  /** @param overwrite rule keys whose edits are taken back */
  async rulePlans(keys: readonly string[], overwrite: readonly string[] = []): Promise<RulePlan[]> {
    const { state, stack } = this.deps;
    const [installed, installs, lists] = await Promise.all([
      state.installed(),
      state.installs(),
      stack.exceptions.lists(),
    ]);
    const listIds = new Map(lists.map(({ list_id, id }) => [list_id, id]));
    return Promise.all(
      keys.map(async (key) =>
        planRule(
          await state.desired(key),
          installed.get(key),
          installs.get(key)?.data,
          overwrite.includes(key),
          listIds,
        ),
      ),
    );
  }

  async install(packIds: readonly string[]): Promise<ContentPlan> {
    const packs = this.packs(packIds);
    const keys = packs.flatMap((pack) => pack.rules.map((rule) => rule.id));
    const plans = await this.rulePlans(keys);
    const written = plans.filter(({ action }) => action === 'create' || action === 'update');
    const queries = await checkQueries(
      this.deps.stack.events,
      written.map(({ desired }) => desired),
    );
    const items = [
      ...(await this.listItems(keys)),
      ...plans.map((plan) => withVerdict(toPlanItem(plan), queries)),
      ...(await retiredItems(this.deps, packIds)),
      ...(await this.searchItems(packs)),
    ];
    return withCounts(packIds, items, [...(await this.warnings(plans)), ...queryWarnings(queries)]);
  }

  async uninstall(packIds: readonly string[]): Promise<ContentPlan> {
    const { state, stack, catalog } = this.deps;
    const packs = this.packs(packIds);
    const [installed, items, lists, searches] = await Promise.all([
      state.installed(),
      state.items(),
      stack.exceptions.lists(),
      stack.searches.list(),
    ]);
    const known = new Set(lists.map((list) => list.list_id));
    const rules = packs.flatMap((pack) => pack.rules.map((template) => ({ pack, template })));
    const removed: PlanItem[] = rules.flatMap(({ pack, template }) => {
      const base = { packId: pack.id, userEdits: [], diff: [] };
      const listId = listIdOf(template.id);
      const entries = items.filter((item) => item.list_id === listId).length;
      const rule: PlanItem[] = installed.has(template.id)
        ? [{ ...base, kind: 'rule', id: template.id, name: template.name, action: 'remove' }]
        : [];
      const list: PlanItem[] = known.has(listId)
        ? [
            {
              ...base,
              kind: 'exception_list',
              id: listId,
              name: listFor(catalog.rule(template.id)).name,
              action: entries > 0 ? 'keep' : 'remove',
              ...(entries > 0 ? { reason: `Holds ${entries} entries: removed only when asked for` } : {}),
            },
          ]
        : [];
      return [...rule, ...list];
    });
    const seeded = new Map(seedsOf(packs).map(({ pack, seed }) => [seed.key, pack.id]));
    const found = searches
      .filter((search) => seeded.has(search.key))
      .map((search): PlanItem => ({
        kind: 'saved_search',
        id: search.key,
        name: search.title,
        packId: seeded.get(search.key) ?? '',
        action: search.edited ? 'keep' : 'remove',
        ...(search.edited ? { reason: 'Edited by a user' } : {}),
        userEdits: [],
        diff: [],
      }));
    return withCounts(packIds, [...removed, ...found], []);
  }

  private async listItems(keys: readonly string[]): Promise<PlanItem[]> {
    const known = new Set((await this.deps.stack.exceptions.lists()).map((list) => list.list_id));
    return keys.map((key) => {
      const rule = this.deps.catalog.rule(key);
      const list = listFor(rule);
      return {
        kind: 'exception_list',
        id: list.list_id,
        name: list.name,
        packId: rule.pack.id,
        action: known.has(list.list_id) ? 'unchanged' : 'create',
        userEdits: [],
        diff: [],
      };
    });
  }

  private async searchItems(packs: readonly Pack[]): Promise<PlanItem[]> {
    const stored = new Map((await this.deps.stack.searches.list()).map((search) => [search.key, search]));
    const views = new Set([...stored.values()].map((search) => search.index));
    const seeds = seedsOf(packs);
    const searches = seeds.map(({ pack, seed }): PlanItem => {
      const existing = stored.get(seed.key);
      return {
        kind: 'saved_search',
        id: seed.key,
        name: seed.title,
        packId: pack.id,
        action: existing ? (existing.edited ? 'keep' : 'unchanged') : 'create',
        ...(existing?.edited ? { reason: 'Edited by a user and left as it is' } : {}),
        userEdits: [],
        diff: [],
      };
    });
    const dataViews = [...new Map(seeds.map(({ pack, seed }) => [seed.index, pack.id]))].map(
      ([index, packId]): PlanItem => ({
        kind: 'data_view',
        id: index,
        name: index,
        packId,
        action: views.has(index) ? 'unchanged' : 'create',
        userEdits: [],
        diff: [],
      }),
    );
    return [...dataViews, ...searches];
  }

  /** What a person should know before saying yes: values that no longer fit, attacks that the outcome would miss. */
  private async warnings(plans: readonly RulePlan[]): Promise<string[]> {
    const { state, catalog } = this.deps;
    const dropped = await Promise.all(
      plans.map(async ({ desired }) => {
        const values = await state.tunedValues(desired.key);
        return usableValues(catalog.rule(desired.key), values).dropped.map(
          ({ message }) => `${desired.key}: a saved knob value is not used any more. ${message}`,
        );
      }),
    );
    const edited = plans
      .filter(({ userEdits }) => userEdits.length > 0)
      .map(
        ({ desired, userEdits }) =>
          `${desired.key}: edits of ${userEdits.map(({ field }) => field).join(', ')} are kept`,
      );
    const changed = plans.filter(({ action }) => action === 'update').map(({ desired }) => desired);
    const losses =
      changed.length > 0 ? (await this.guard.judgeRules(changed.map(({ effective }) => effective))).losses : [];
    return [...dropped.flat(), ...edited, ...losses.map(({ text }) => text)];
  }
}

/** A rule whose query is refused is written all the same: what it lacks may arrive. But it is not switched on unasked. */
function withVerdict(item: PlanItem, { refused, withoutIndex }: QueryVerdicts): PlanItem {
  const words = refused.get(item.id);
  if (words !== undefined)
    return { ...item, reason: `Its query is not accepted here: ${words}`, enabledByDefault: false };
  if (!withoutIndex.has(item.id) || item.reason !== undefined) return item;
  return { ...item, reason: 'There is no index for it here yet: it finds nothing until data arrives' };
}

function queryWarnings({ refused, unasked }: QueryVerdicts): string[] {
  return [
    ...[...refused].map(([key, words]) => `${key}: its query is not accepted here, so it is not switched on. ${words}`),
    ...(unasked === undefined ? [] : [`Whether the queries are accepted could not be asked. ${unasked}`]),
  ];
}

function withCounts(packIds: readonly string[], items: PlanItem[], warnings: string[]): ContentPlan {
  const count = (action: PlanItem['action']) => items.filter((item) => item.action === action).length;
  return {
    packIds: [...packIds],
    items,
    counts: {
      create: count('create'),
      update: count('update'),
      unchanged: count('unchanged') + count('keep'),
      blocked: count('blocked'),
      remove: count('remove'),
    },
    warnings,
  };
}
