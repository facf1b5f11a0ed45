/** Replays every expectation against the detections as they are and as they would be. */
import type { GuardMaterial, GuardReport } from '../../../common/api/guard';
import { compileItems, type ExceptionItem } from '../../../common/allowlist';
import { judge, type GuardRule, type GuardState, type Judgement } from '../../../common/expectations';
import { guardRuleOfEffective, itemsAfter, running, withRules } from '../../../common/expectations/change';
import { guardReport } from '../../../common/expectations/report';
import { render, type EffectiveRule } from '../../../common/rules';
import type { ServiceDependencies } from '../dependencies';
import { renderTarget } from '../rules/desired';
import { contentHash } from '../rules/identity';
import { guardContent, guardRuleOfInstalled, sourceLabels } from './guard_input';

/** Exception items that a change brings and takes away. */
export interface ItemChange {
  /** By rule key. */
  added: ReadonlyMap<string, readonly ExceptionItem[]>;
  /** Items of the entry that is replaced: left out on both sides, so that an entry is never compared with itself. */
  removedIds: ReadonlySet<string>;
}

export class GuardService {
  constructor(private readonly deps: Pick<ServiceDependencies, 'stack' | 'catalog' | 'state' | 'clock'>) {}

  /** Rules as installed, or as they would be installed: those are `resting`, like rules that are disabled. */
  async rules(keys: readonly string[] = this.deps.catalog.keys()): Promise<GuardRule[]> {
    const { state } = this.deps;
    const installed = await state.installed();
    return Promise.all(
      keys.map(async (key) => {
        const rule = installed.get(key);
        if (rule) return guardRuleOfInstalled(key, rule);
        return { ...guardRuleOfEffective(await state.effective(key)), resting: 'not_installed' };
      }),
    );
  }

  /** Everything that is needed to judge elsewhere, e.g. in the browser. All packs: a rule may catch tests of another. */
  async material(techniqueId?: string): Promise<GuardMaterial> {
    const { catalog, state } = this.deps;
    const packs = techniqueId === undefined ? catalog.packs : [catalog.packOfTechnique(techniqueId)];
    const [rules, items, valueLists] = await Promise.all([this.planned(), state.itemsByRule(), state.valueLists()]);
    const content = guardContent(packs);
    return {
      rules,
      items: Object.fromEntries([...items].map(([key, list]) => [key, [...list]])),
      ...content,
      valueLists: [...valueLists],
      sourceLabels: sourceLabels(catalog.packs),
      revision: contentHash([rules, [...items], catalog.packs.map(({ id, manifest }) => [id, manifest.version])]),
    };
  }

  /**
   * The detections as they are, compared with those that are installed as shipped, if all of them ran, without
   * allowlist: what an entry, a tuning or a switch hides counts as hidden, whichever it was.
   */
  async current(): Promise<Judgement> {
    const [rules, items] = await Promise.all([this.rules(), this.deps.state.itemsByRule()]);
    const installed = rules.filter(({ resting }) => resting !== 'not_installed').map(({ id }) => id);
    return this.judge({ rules, items }, { rules: withRules(running(rules, installed), this.shipped(installed)) });
  }

  /** The detections as they would be if every rule of the packs were installed and ran. */
  async whenInstalled(): Promise<Judgement> {
    const [rules, items] = await Promise.all([this.rules(), this.deps.state.itemsByRule()]);
    return this.judge({ rules: running(rules), items });
  }

  /**
   * The detections with these rules instead of the installed ones, compared with the rules as shipped: so two small
   * steps cannot do what one large step is refused.
   */
  async judgeRules(changed: readonly EffectiveRule[]): Promise<GuardReport> {
    const [rules, items] = await Promise.all([this.planned(), this.deps.state.itemsByRule()]);
    const shipped = this.shipped(changed.map(({ id }) => id));
    const after = { rules: withRules(rules, changed.map(guardRuleOfEffective)), items };
    const before = { rules: withRules(rules, shipped), items };
    return guardReport(
      await this.judge(after, before),
      changed.map(({ id }) => id),
    );
  }

  /** The detections with an entry written, compared with the detections without it. */
  async judgeItems({ added, removedIds }: ItemChange): Promise<GuardReport> {
    const [planned, items] = await Promise.all([this.planned(), this.deps.state.itemsByRule()]);
    const rules = running(planned, [...added.keys()]);
    const after = { rules, items: itemsAfter(items, removedIds, added) };
    const before = { rules, items: itemsAfter(items, removedIds, new Map()) };
    return guardReport(await this.judge(after, before), [...added.keys()]);
  }

  /**
   * Whether items hide any recorded event, or stop rules altogether. What does neither changes no verdict, so a list of
   * many entries need not be judged one by one.
   */
  async canChangeVerdicts(items: readonly ExceptionItem[]): Promise<boolean> {
    const { catalog, clock, state } = this.deps;
    const lists = await state.valueLists(items);
    const compiled = compileItems(items, { now: clock(), valueLists: new Map(lists.map((list) => [list.id, list])) });
    if (compiled.state !== 'ok') return true;
    const { recordings } = guardContent(catalog.packs);
    return recordings.some(({ events }) => events.some(({ _source }) => compiled.hiddenBy(_source) !== undefined));
  }

  /** Rules without any tuning. */
  private shipped(keys: readonly string[]): GuardRule[] {
    return keys.map((key) => {
      const { template } = this.deps.catalog.rule(key);
      return guardRuleOfEffective(render(template, {}, renderTarget(this.deps.stack.features, template.kind)));
    });
  }

  /** What a change is judged among: the rules that run or, before anything is installed, all that would. */
  private async planned(): Promise<GuardRule[]> {
    const rules = await this.rules();
    return rules.every(({ resting }) => resting === 'not_installed') ? running(rules) : rules;
  }

  private async judge(after: GuardState, before?: GuardState): Promise<Judgement> {
    const lists = await this.deps.state.valueLists([...(after.items?.values() ?? [])].flat());
    return judge({
      after,
      ...(before ? { before } : {}),
      ...guardContent(this.deps.catalog.packs),
      valueLists: new Map(lists.map((list) => [list.id, list])),
      now: this.deps.clock(),
    });
  }
}
