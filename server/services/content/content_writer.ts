/**
 * Carries out an install, update or restore. The order is what keeps every intermediate state harmless: exception lists
 * first, then rules (new ones disabled) linked and read back, then searches, and only then are rules switched on. Each
 * step looks at what is there, so running it again completes what failed and otherwise changes nothing.
 */
import type { ApplyEvent } from '../../../common/api/content';
import type { Pack } from '../../../common/packs';
import type { ExceptionListRef, InstalledRule, RuleBody } from '../../stack/rules';
import type { SavedSearchSeed } from '../../stack/searches';
import type { ActivityLog } from '../activity/activity_log';
import type { ServiceDependencies } from '../dependencies';
import { bodyToWrite } from '../rules/desired';
import { authorFields, sameValue, AUTHOR_FIELDS } from '../rules/fields';
import type { InstallRecord } from '../state/records';
import type { ContentPlanner } from './content_plan';
import { listFor, refOf } from './lists';
import { keptFields, type RulePlan } from './plan_rule';
import { Progress } from './progress';
import { checkQueries } from './query_check';
import { retiredRules } from './retired';
import { seedsOf } from './seeds';

export interface ApplyRequest {
  keys: readonly string[];
  /** Packs whose searches are seeded. */
  packs: readonly Pack[];
  /** Rule keys to enable at the end; absent = those that were not settled by an earlier run. */
  enable?: readonly string[];
  overwrite: readonly string[];
  action: 'content.apply' | 'content.restore';
  reason?: string;
}

export class ContentWriter {
  constructor(
    private readonly deps: ServiceDependencies,
    private readonly planner: ContentPlanner,
    private readonly activity: ActivityLog,
  ) {}

  async *apply(request: ApplyRequest): AsyncGenerator<ApplyEvent> {
    const plans = await this.planner.rulePlans(request.keys, request.overwrite);
    const seeds = seedsOf(request.packs);
    const progress = new Progress();
    yield { type: 'start', total: plans.length * 2 + seeds.length };

    const lists = new Map<string, ExceptionListRef>();
    const good = new Set<string>();
    try {
      yield* this.writeLists(plans, lists, progress);
      yield* this.writeRules(plans, lists, good, progress);
      yield* this.seedSearches(
        seeds.map(({ seed }) => seed),
        progress,
      );
      yield* this.enable(plans, good, request.enable, progress);
      yield* this.retire(request.packs, progress);
    } finally {
      // Also when something failed or the reader went away: what was written by then was written.
      await this.log(plans, good, request);
    }
    yield progress.end();
  }

  private async *writeLists(
    plans: readonly RulePlan[],
    lists: Map<string, ExceptionListRef>,
    progress: Progress,
  ): AsyncGenerator<ApplyEvent> {
    const { stack, catalog } = this.deps;
    const known = new Set((await stack.exceptions.lists()).map((list) => list.list_id));
    for (const { desired } of plans) {
      const wanted = listFor(catalog.rule(desired.key));
      try {
        lists.set(desired.key, refOf(await stack.exceptions.ensureList(wanted)));
        const outcome = known.has(wanted.list_id) ? 'unchanged' : 'created';
        yield progress.item('exception_list', wanted.list_id, wanted.name, outcome);
      } catch (error) {
        yield progress.item('exception_list', wanted.list_id, wanted.name, 'failed', messageOf(error));
      }
    }
  }

  /** Rules whose list is missing are not written: they would run without their allowlist. */
  private async *writeRules(
    plans: readonly RulePlan[],
    lists: ReadonlyMap<string, ExceptionListRef>,
    good: Set<string>,
    progress: Progress,
  ): AsyncGenerator<ApplyEvent> {
    const { stack, state } = this.deps;
    const writable = plans.filter(
      ({ desired, action }) => (action === 'create' || action === 'update') && lists.has(desired.key),
    );
    const bodies = new Map(
      writable.map((plan) => [
        plan.desired.key,
        bodyToWrite(plan.desired, lists.get(plan.desired.key) as ExceptionListRef, plan.installed, keptFields(plan)),
      ]),
    );
    const results = bodies.size > 0 ? await stack.rules.upsert([...bodies.values()]) : [];
    state.forget();
    const readBack = await state.installed();

    // Remembered before anything is told: a reader that goes away must not leave half of it unrecorded.
    const told: ApplyEvent[] = [];
    for (const plan of plans) {
      const { desired, action } = plan;
      const { key, effective } = desired;
      const body = bodies.get(key);
      if (action === 'blocked') {
        told.push(progress.item('rule', key, effective.name, 'skipped', plan.reason));
      } else if (action === 'unchanged') {
        await this.record(plan);
        good.add(key);
        told.push(progress.item('rule', key, effective.name, 'unchanged'));
      } else if (!body) {
        const message = 'Not written, because its exception list is missing';
        told.push(progress.item('rule', key, effective.name, 'failed', message));
      } else {
        const result = results.find(({ id }) => id === body.rule_id);
        const problem = result?.ok === false ? result.message : differenceOf(body, readBack.get(key));
        if (problem) {
          told.push(progress.item('rule', key, effective.name, 'failed', problem));
        } else {
          await this.record(plan);
          good.add(key);
          told.push(progress.item('rule', key, effective.name, action === 'create' ? 'created' : 'updated'));
        }
      }
    }
    state.forget();
    yield* told;
  }

  private async *seedSearches(seeds: readonly SavedSearchSeed[], progress: Progress): AsyncGenerator<ApplyEvent> {
    if (seeds.length === 0) return;
    const { searches } = this.deps.stack;
    const known = new Set((await searches.list()).map(({ key }) => key));
    const results = await searches.seed(seeds);
    for (const { key, title } of seeds) {
      const result = results.find(({ id }) => id === key);
      yield progress.result('saved_search', key, title, known.has(key) ? 'unchanged' : 'created', result);
    }
  }

  private async *enable(
    plans: readonly RulePlan[],
    good: ReadonlySet<string>,
    chosen: readonly string[] | undefined,
    progress: Progress,
  ): AsyncGenerator<ApplyEvent> {
    const { stack, state } = this.deps;
    const [installed, records] = await Promise.all([state.installed(), state.installs()]);
    const candidates = plans.map(({ desired }) => desired).filter(({ key }) => good.has(key));
    const wanted = candidates.filter(({ key }) => {
      const isWanted = chosen ? chosen.includes(key) : records.get(key)?.data.settled !== true;
      return isWanted && installed.get(key)?.enabled === false;
    });
    // Who names a rule has seen the plan, which says so.
    const refused = chosen ? undefined : (await checkQueries(stack.events, wanted)).refused;
    const off = wanted.filter(({ key }) => !refused?.has(key));
    for (const { key, effective } of wanted) {
      const words = refused?.get(key);
      if (words !== undefined) {
        yield progress.item(
          'rule',
          key,
          effective.name,
          'skipped',
          `Not switched on: its query is not accepted. ${words}`,
        );
      }
    }
    const results =
      off.length > 0
        ? await stack.rules.setEnabled(
            off.map(({ effective }) => effective.ruleId),
            true,
          )
        : [];
    for (const { key, effective } of off) {
      const result = results.find(({ id }) => id === effective.ruleId);
      yield progress.result('rule', key, effective.name, 'enabled', result);
    }
    const failed = new Set(results.filter(({ ok }) => !ok).map(({ id }) => id));
    for (const { key, effective } of candidates) {
      if (!failed.has(effective.ruleId) && !refused?.has(key)) await this.settle(key);
    }
    state.forget();
  }

  private async *retire(packs: readonly Pack[], progress: Progress): AsyncGenerator<ApplyEvent> {
    const { stack } = this.deps;
    const retired =
      packs.length > 0
        ? await retiredRules(
            this.deps,
            packs.map(({ id }) => id),
          )
        : [];
    if (retired.length === 0) return;
    const results = await stack.rules.setEnabled(
      retired.map(({ rule_id }) => rule_id),
      false,
    );
    for (const { rule_id, name } of retired) {
      yield progress.result(
        'rule',
        rule_id,
        name,
        'updated',
        results.find(({ id }) => id === rule_id),
      );
    }
    await this.activity.write({
      action: 'content.retire',
      summary: `Switched off ${retired.map(({ name }) => name).join(', ')}: no longer part of the pack`,
      techniqueIds: packs.map(({ manifest }) => manifest.technique.id),
      before: retired.map(({ rule_id, name }) => ({ rule_id, name, enabled: true })),
    });
  }

  /** Remembers what was written. Written before rules are enabled, so a run that stops here is completed by the next. */
  private async record({ desired, action }: RulePlan): Promise<void> {
    const { stack, state, catalog } = this.deps;
    const stored = (await state.installs()).get(desired.key);
    const { pack } = catalog.rule(desired.key);
    const data: InstallRecord = {
      ruleKey: desired.key,
      packId: pack.id,
      packVersion: pack.manifest.version,
      contentVersion: desired.contentVersion,
      hash: desired.hash,
      fields: desired.fields,
      values: await state.tunedValues(desired.key),
      // A rule that was deleted and is made again is as new, whatever was chosen for the one before.
      settled: action !== 'create' && stored?.data.settled === true,
    };
    if (stored && stored.data.hash === data.hash && sameValue(stored.data, data)) return;
    const keys = { ruleKey: desired.key, packId: pack.id };
    if (stored) await stack.documents.update('install', stored.id, stored.version, data, keys);
    else await stack.documents.create('install', desired.key, data, keys);
  }

  private async settle(key: string): Promise<void> {
    const { stack } = this.deps;
    const stored = await stack.documents.get<InstallRecord>('install', key);
    if (!stored || stored.data.settled) return;
    const keys = { ruleKey: key, packId: stored.data.packId };
    await stack.documents.update('install', key, stored.version, { ...stored.data, settled: true }, keys);
  }

  private async log(plans: readonly RulePlan[], good: ReadonlySet<string>, request: ApplyRequest): Promise<void> {
    const changed = plans.filter(({ desired, action }) => action !== 'unchanged' && good.has(desired.key));
    if (changed.length === 0) return;
    const keys = changed.map(({ desired }) => desired.key);
    await this.activity.write({
      action: request.action,
      summary: `${request.action === 'content.restore' ? 'Restored' : 'Installed or updated'} ${keys.join(', ')}`,
      ruleKeys: keys,
      ...(request.reason ? { reason: request.reason } : {}),
      before: changed.map(({ desired, diff }) => ({
        rule: desired.key,
        fields: diff.map(({ field, before }) => ({ field, before })),
      })),
      after: changed.map(({ desired, diff }) => ({
        rule: desired.key,
        fields: diff.map(({ field, after }) => ({ field, after })),
      })),
    });
  }
}

/** What of a written rule does not read back as sent, in words. */
export function differenceOf(body: RuleBody, stored: InstalledRule | undefined): string | undefined {
  if (!stored) return 'The rule was accepted but cannot be read back';
  const sent = authorFields(body);
  const got = authorFields(stored);
  const fields = AUTHOR_FIELDS.filter((field) => sent[field] !== undefined && !sameValue(sent[field], got[field]));
  const listIds = new Set(stored.exceptions_list.map(({ list_id }) => list_id));
  const unlinked = body.exceptions_list.filter(({ list_id }) => !listIds.has(list_id)).map(({ list_id }) => list_id);
  if (fields.length > 0) return `Reads back different in ${fields.join(', ')}`;
  return unlinked.length > 0 ? `Reads back without its exception list ${unlinked.join(', ')}` : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
