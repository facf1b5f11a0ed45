/** Rules that a pack brought once and does not bring any more. */
import type { PlanItem } from '../../../common/api/content';
import type { InstalledRule } from '../../stack/rules';
import type { ServiceDependencies } from '../dependencies';
import { readIdentity } from '../rules/identity';

/**
 * Installed rules of these packs that no pack has any more and that still run. They are switched off, never deleted:
 * their alerts refer to them.
 */
export async function retiredRules(
  { stack, catalog }: Pick<ServiceDependencies, 'stack' | 'catalog'>,
  packIds: readonly string[],
): Promise<InstalledRule[]> {
  const rules = await stack.rules.list();
  return rules.filter((rule) => {
    const { packId } = readIdentity(rule.tags);
    return (
      rule.enabled && packId !== undefined && packIds.includes(packId) && catalog.keyOf(rule.rule_id) === undefined
    );
  });
}

/** What a plan says of them: that they are switched off, and what stays with them. */
export async function retiredItems(
  deps: Pick<ServiceDependencies, 'stack' | 'catalog'>,
  packIds: readonly string[],
): Promise<PlanItem[]> {
  const rules = await retiredRules(deps, packIds);
  return Promise.all(
    rules.map(async (rule) => {
      const lists = rule.exceptions_list.map(({ list_id }) => list_id);
      return retiredItem(rule, (await deps.stack.exceptions.items(lists)).length);
    }),
  );
}

function retiredItem(rule: InstalledRule, entries: number): PlanItem {
  const kept = entries === 0 ? '' : ` Its ${entries} allowlist entries stay in its list and cover no other rule.`;
  return {
    kind: 'rule',
    id: rule.rule_id,
    name: rule.name,
    packId: readIdentity(rule.tags).packId ?? '',
    action: 'update',
    reason: `No longer part of the pack: it is switched off and kept, because its alerts refer to it.${kept}`,
    userEdits: [],
    diff: [{ field: 'enabled', before: true, after: false, cause: 'retired' }],
  };
}
