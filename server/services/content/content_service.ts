/** Installing content: plan, apply, uninstall, drift, restore, switching rules on and off. */
import { listIdOf } from '../../../common/allowlist';
import type { ApplyEvent, ContentPlan, RuleDrift } from '../../../common/api/content';
import type { ActivityLog } from '../activity/activity_log';
import type { ServiceDependencies } from '../dependencies';
import { readIdentity } from '../rules/identity';
import type { ContentPlanner } from './content_plan';
import type { ContentWriter } from './content_writer';
import type { RulePlan } from './plan_rule';
import { Progress } from './progress';

export class ContentService {
  constructor(
    private readonly deps: ServiceDependencies,
    private readonly planner: ContentPlanner,
    private readonly writer: ContentWriter,
    private readonly activity: ActivityLog,
  ) {}

  plan(packIds: readonly string[]): Promise<ContentPlan> {
    return this.planner.install(packIds);
  }

  planUninstall(packIds: readonly string[]): Promise<ContentPlan> {
    return this.planner.uninstall(packIds);
  }

  apply(request: {
    packIds: readonly string[];
    enable?: readonly string[];
    overwrite: readonly string[];
  }): AsyncGenerator<ApplyEvent> {
    const packs = this.planner.packs(request.packIds);
    const keys = packs.flatMap((pack) => pack.rules.map((rule) => rule.id));
    const { enable, overwrite } = request;
    return this.writer.apply({ keys, packs, overwrite, action: 'content.apply', ...(enable ? { enable } : {}) });
  }

  /** Puts rules back to what pack and tuning render. Whether they are enabled stays as it is; one that was gone runs. */
  async *restore(keys: readonly string[], reason: string): AsyncGenerator<ApplyEvent> {
    keys.forEach((key) => this.deps.catalog.rule(key));
    const installed = await this.deps.state.installed();
    const enable = keys.filter((key) => !installed.has(key));
    yield* this.writer.apply({ keys, packs: [], overwrite: keys, enable, action: 'content.restore', reason });
  }

  /** Rules first, then their lists: a rule whose list is gone would run without its allowlist. */
  async *uninstall(packIds: readonly string[], removeEntries: boolean, reason: string): AsyncGenerator<ApplyEvent> {
    const { state, catalog } = this.deps;
    const plan = await this.planner.uninstall(packIds);
    const progress = new Progress();
    yield { type: 'start', total: plan.items.length };
    try {
      yield* this.remove(plan, removeEntries, progress);
    } finally {
      // Also when something failed or the reader went away: what was removed by then is gone.
      state.forget();
      await this.activity.write({
        action: 'content.uninstall',
        summary: `Uninstalled ${packIds.join(', ')}${removeEntries ? ' with its allowlist entries' : ''}`,
        techniqueIds: packIds.map((id) => catalog.pack(id).manifest.technique.id),
        reason,
        before: plan.items.filter(({ kind }) => kind === 'rule').map(({ id }) => id),
      });
    }
    yield progress.end();
  }

  private async *remove(plan: ContentPlan, removeEntries: boolean, progress: Progress): AsyncGenerator<ApplyEvent> {
    const { stack, catalog } = this.deps;
    const named = (kind: string) => plan.items.filter((item) => item.kind === kind);
    const rules = named('rule');
    const results = rules.length > 0 ? await stack.rules.remove(rules.map(({ id }) => catalog.ruleId(id))) : [];
    const resultOf = (key: string) => results.find(({ id }) => id === catalog.ruleId(key));
    const isGone = (key: string) => {
      const result = resultOf(key);
      return result?.ok === true || (result?.ok === false && result.code === 'not_found');
    };
    const left = rules.map(({ id }) => id).filter((key) => !isGone(key));
    const stuck = new Set(left.map(listIdOf));
    await this.forgetInstalls(plan.packIds, left);
    for (const { id, name } of rules) {
      const [gone, result] = [isGone(id), resultOf(id)];
      yield gone ? progress.item('rule', id, name, 'removed') : progress.result('rule', id, name, 'removed', result);
    }
    for (const { id, name, action, reason: why } of named('exception_list')) {
      if (stuck.has(id)) {
        yield progress.item('exception_list', id, name, 'skipped', 'Its rule is still there');
      } else if (action === 'keep' && !removeEntries) {
        yield progress.item('exception_list', id, name, 'skipped', why);
      } else {
        await stack.exceptions.removeList(id);
        yield progress.item('exception_list', id, name, 'removed');
      }
    }
    const searches = named('saved_search');
    const removable = searches.filter(({ action }) => action === 'remove').map(({ id }) => id);
    const removed = removable.length > 0 ? await stack.searches.remove(removable) : [];
    for (const { id, name, action, reason: why } of searches) {
      if (action === 'keep') yield progress.item('saved_search', id, name, 'skipped', why);
      else
        yield progress.result(
          'saved_search',
          id,
          name,
          'removed',
          removed.find((result) => result.id === id),
        );
    }
  }

  /** Also of rules that an earlier run removed before it stopped: else they would count as gone for ever. */
  private async forgetInstalls(packIds: readonly string[], left: readonly string[]): Promise<void> {
    const { stack, state } = this.deps;
    const known = await state.installs();
    const keys = this.planner.packs(packIds).flatMap((pack) => pack.rules.map(({ id }) => id));
    for (const key of keys) if (known.has(key) && !left.includes(key)) await stack.documents.remove('install', key);
  }

  /** Rules of packs that are installed, at least in part. */
  async drift(): Promise<RuleDrift[]> {
    const { catalog, state } = this.deps;
    const [installed, installs] = await Promise.all([state.installed(), state.installs()]);
    const packs = catalog.packs.filter((pack) => pack.rules.some(({ id }) => installed.has(id) || installs.has(id)));
    const keys = packs.flatMap((pack) => pack.rules.map(({ id }) => id));
    return (await this.planner.rulePlans(keys)).map((plan) => toDrift(plan, installs.has(plan.desired.key)));
  }

  async setEnabled(
    keys: readonly string[],
    enabled: boolean,
    reason: string | undefined,
  ): Promise<Array<{ ruleKey: string; ok: boolean; message?: string }>> {
    const { stack, state, catalog } = this.deps;
    const ids = new Map(keys.map((key) => [catalog.ruleId(key), key]));
    const installed = await state.installed();
    const before = keys.filter((key) => installed.get(key)?.enabled === true);
    const results = await stack.rules.setEnabled([...ids.keys()], enabled);
    state.forget();
    const done = results.filter(({ ok }) => ok).map(({ id }) => ids.get(id) ?? id);
    if (done.length > 0) {
      await this.activity.write({
        action: enabled ? 'content.enable' : 'content.disable',
        summary: `${enabled ? 'Enabled' : 'Disabled'} ${done.join(', ')}`,
        ruleKeys: done,
        ...(reason ? { reason } : {}),
        before: { enabled: before },
        after: { enabled: enabled ? done : [] },
      });
    }
    return results.map((result) => ({
      ruleKey: ids.get(result.id) ?? result.id,
      ok: result.ok,
      ...(result.ok ? {} : { message: result.message }),
    }));
  }
}

/** @param wasInstalled the workbench wrote it once */
function toDrift(plan: RulePlan, wasInstalled: boolean): RuleDrift {
  const { desired, installed, userEdits, diff, action } = plan;
  const link = plan.unlinked
    ? [
        {
          field: 'exceptions_list',
          before: installed?.exceptions_list ?? [],
          after: listIdOf(desired.key),
          cause: 'unlinked',
        },
      ]
    : [];
  return {
    ruleKey: desired.key,
    ruleId: desired.effective.ruleId,
    name: desired.effective.name,
    packId: desired.packId,
    state: driftState(plan, wasInstalled),
    fields: action === 'create' ? [] : [...userEdits, ...diff, ...link],
    ...(installed
      ? { enabled: installed.enabled, changed: { by: installed.updated_by, at: installed.updated_at } }
      : {}),
  };
}

function driftState(
  { installed, action, userEdits, diff, unlinked }: RulePlan,
  wasInstalled: boolean,
): RuleDrift['state'] {
  if (!installed) return wasInstalled ? 'missing' : 'not_installed';
  if (action === 'blocked' || readIdentity(installed.tags).contentVersion === undefined) return 'unknown_version';
  if (userEdits.length > 0 || unlinked) return 'drifted';
  return diff.length > 0 || action === 'update' ? 'outdated' : 'in_sync';
}
