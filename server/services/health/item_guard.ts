/** Judges changed exception items against every rule that uses their lists, ours or not. */
import { LinkedItems, type ExceptionItem } from '../../../common/allowlist';
import type { GuardReport } from '../../../common/api/guard';
import { judge, type GuardRule } from '../../../common/expectations';
import { running } from '../../../common/expectations/change';
import { guardReport } from '../../../common/expectations/report';
import type { InstalledRule } from '../../stack/rules';
import type { ServiceDependencies } from '../dependencies';
import { guardContent, guardRuleOfInstalled } from '../guard/guard_input';
import type { GuardService } from '../guard/guard_service';
import type { SpaceExceptions } from './space_reader';

/** The rules of a space with their items, as the guard takes them: ours under their key, others under their `rule_id`. */
interface Detections {
  rules: GuardRule[];
  items: Map<string, readonly ExceptionItem[]>;
}

export class ItemGuard {
  constructor(
    private readonly deps: Pick<ServiceDependencies, 'catalog' | 'clock'>,
    private readonly guard: Pick<GuardService, 'rules'>,
  ) {}

  /**
   * The space with these items instead of the stored ones of the same id, compared with the space without them: an item
   * answers for all that it hides, not only for what it hides more than before.
   */
  async judge(changed: readonly ExceptionItem[], space: SpaceExceptions): Promise<GuardReport> {
    const ids = new Set(changed.map(({ item_id }) => item_id));
    const without = space.items.filter(({ item_id }) => !ids.has(item_id));
    const own = await this.guard.rules();
    const touched = space.users.of(changed);
    const judgement = judge({
      after: this.detections(own, touched, space.rules, [...without, ...changed]),
      before: this.detections(own, touched, space.rules, without),
      ...guardContent(this.deps.catalog.packs),
      valueLists: space.valueLists,
      now: this.deps.clock(),
    });
    return guardReport(
      judgement,
      touched.map((rule) => this.idOf(rule)),
    );
  }

  private detections(
    own: readonly GuardRule[],
    touched: readonly InstalledRule[],
    linked: readonly InstalledRule[],
    items: readonly ExceptionItem[],
  ): Detections {
    const others = touched.filter(({ rule_id }) => this.deps.catalog.keyOf(rule_id) === undefined);
    const itemsOf = new LinkedItems(items);
    const rules = [...own, ...others.map((rule) => guardRuleOfInstalled(rule.rule_id, rule))];
    return {
      // A rule that is disabled today must not lose its attacks unseen either.
      rules: running(
        rules,
        touched.map((rule) => this.idOf(rule)),
      ),
      items: new Map(linked.map((rule) => [this.idOf(rule), itemsOf.of(rule.exceptions_list)])),
    };
  }

  private idOf({ rule_id }: InstalledRule): string {
    return this.deps.catalog.keyOf(rule_id) ?? rule_id;
  }
}
