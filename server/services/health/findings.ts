/** Findings as people see them: one for each cause, with the rules that it touches. Pure. */
import { entryIdOfItem, type HealthEffect, type HealthFinding } from '../../../common/allowlist';
import { groupBy } from '../../../common/allowlist/group_by';
import type { FindingRule, SpaceFinding } from '../../../common/api/health';
import type { StoredExceptionItem } from '../../stack/exceptions';
import type { InstalledRule } from '../../stack/rules';
import type { Catalog } from '../catalog';
import { contentHash } from '../rules/identity';
import type { SpaceExceptions } from './space_reader';

/** Worst first: a rule that never alerts, then one that hides too much, then what is merely useless. */
const ORDER: readonly HealthEffect[] = [
  'hides_everything',
  'rule_fails',
  'runs_without',
  'does_nothing',
  'hides_more',
  'doubled',
  'not_saved',
];

/** One cause: the same finding of the same item or list, on however many rules. */
function causeOf({ code, listId, itemId, entry, evidence }: HealthFinding): unknown[] {
  return [code, listId, itemId, entry, evidence];
}

export function findingRule(rule: InstalledRule, catalog: Catalog): FindingRule {
  const ruleKey = catalog.keyOf(rule.rule_id);
  return {
    ruleId: rule.rule_id,
    stackId: rule.id,
    name: rule.name,
    ...(ruleKey === undefined ? {} : { ruleKey, techniqueId: catalog.techniqueOf(ruleKey) }),
  };
}

/** A rule as findings name it. Worked out once, because many findings name the same rules. */
interface NamedRule {
  shown: FindingRule;
  /** Changes with the lists that it links. */
  links: string;
}

function namedRules({ rules }: SpaceExceptions, catalog: Catalog): (rule: InstalledRule) => NamedRule {
  const named = rules.map((rule): [InstalledRule, NamedRule] => [
    rule,
    { shown: findingRule(rule, catalog), links: JSON.stringify([rule.rule_id, rule.exceptions_list]) },
  ]);
  const known = new Map(named);
  return (rule) => known.get(rule) as NamedRule;
}

/** Changes with everything that a repair of the finding would write over. */
function versionOf(rules: readonly NamedRule[], items: readonly StoredExceptionItem[]): string {
  return contentHash([
    rules.map(({ links }) => links).join(),
    items.map(({ item_id, _version }) => `${item_id}@${_version}`).sort(),
  ]);
}

/** @param found as common/allowlist answers it: a finding for each rule, named by `rule_id` */
export function spaceFindings(
  found: readonly HealthFinding[],
  space: SpaceExceptions,
  catalog: Catalog,
): SpaceFinding[] {
  const nameOf = namedRules(space, catalog);
  const rulesById = new Map(space.rules.map((rule) => [rule.rule_id, rule]));
  const itemsByPlace = groupBy(space.items, ({ list_id, item_id }) => placeOf(list_id, item_id));
  const causes = groupBy(found, (finding) => JSON.stringify(causeOf(finding)));
  const findings = [...causes.values()].map((same): SpaceFinding => {
    const { ruleId: _onEachRule, ...finding } = same[0] as HealthFinding;
    const items = itemsByPlace.get(placeOf(finding.listId, finding.itemId)) ?? [];
    const named = same.flatMap(({ ruleId }) => rulesById.get(ruleId ?? '') ?? []);
    const usersOfItems = space.users.of(items);
    const rules = (named.length > 0 ? named : usersOfItems).map(nameOf);
    const item = items[0];
    return {
      id: contentHash(causeOf(finding)),
      version: versionOf(rules, items),
      finding,
      ...(item ? { itemName: item.name } : {}),
      ...(item && rules.some(({ shown }) => shown.ruleKey !== undefined) ? { entryId: entryIdOfItem(item) } : {}),
      worksElsewhere: rules.length < usersOfItems.length,
      rules: rules.map(({ shown }) => shown),
    };
  });
  return findings.sort((a, b) => ORDER.indexOf(a.finding.effect) - ORDER.indexOf(b.finding.effect));
}

const placeOf = (listId: string | undefined, itemId: string | undefined): string => JSON.stringify([listId, itemId]);
