/** Findings as people see them: one for each cause, with the rules that it touches. Pure. */
import type { HealthEffect, HealthFinding } from '../../../common/allowlist';
import type { FindingRule, SpaceFinding } from '../../../common/api/health';
import type { StoredExceptionItem } from '../../stack/exceptions';
import type { InstalledRule } from '../../stack/rules';
import { entryIdOfItem } from '../allowlist/entry_view';
import type { Catalog } from '../catalog';
import { contentHash } from '../rules/identity';
import { itemsOfRule, type SpaceExceptions } from './space_reader';

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
function causeOf({ code, listId, itemId, entry, evidence }: HealthFinding): string {
  return contentHash([code, listId, itemId, entry, evidence]);
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

/** Changes with everything that a repair of the finding would write over. */
function versionOf(rules: readonly InstalledRule[], items: readonly StoredExceptionItem[]): string {
  return contentHash([
    rules.map(({ rule_id, exceptions_list }) => [rule_id, exceptions_list]),
    items.map(({ item_id, _version }) => `${item_id}@${_version}`).sort(),
  ]);
}

/** @param found as common/allowlist answers it: a finding for each rule, named by `rule_id` */
export function spaceFindings(
  found: readonly HealthFinding[],
  space: SpaceExceptions,
  catalog: Catalog,
): SpaceFinding[] {
  const rulesById = new Map(space.rules.map((rule) => [rule.rule_id, rule]));
  const causes = new Map<string, HealthFinding[]>();
  for (const finding of found) {
    const cause = causeOf(finding);
    const known = causes.get(cause);
    if (known === undefined) causes.set(cause, [finding]);
    else known.push(finding);
  }
  const findings = [...causes].map(([id, same]): SpaceFinding => {
    const { ruleId: _onEachRule, ...finding } = same[0] as HealthFinding;
    const items = space.items.filter(
      ({ item_id, list_id }) => item_id === finding.itemId && list_id === finding.listId,
    );
    const named = same.flatMap(({ ruleId }) => rulesById.get(ruleId ?? '') ?? []);
    const rules = named.length > 0 ? named : rulesOfItems(items, space);
    const item = items[0];
    return {
      id,
      version: versionOf(rules, items),
      finding,
      ...(item ? { itemName: item.name } : {}),
      ...(item && rules.some(({ rule_id }) => catalog.keyOf(rule_id)) ? { entryId: entryIdOfItem(item) } : {}),
      worksElsewhere: rules.length < rulesOfItems(items, space).length,
      rules: rules.map((rule) => findingRule(rule, catalog)),
    };
  });
  return findings.sort((a, b) => ORDER.indexOf(a.finding.effect) - ORDER.indexOf(b.finding.effect));
}

function rulesOfItems(items: readonly StoredExceptionItem[], space: SpaceExceptions): InstalledRule[] {
  return items.length === 0 ? [] : space.rules.filter((rule) => itemsOfRule(rule, items).length > 0);
}
