/** A proposed change as a state that can be judged. Server and browser build it here, so that both judge the same. */
import type { ExceptionItem } from '../allowlist';
import type { EffectiveRule } from '../rules';
import type { GuardRule } from './types';

export function guardRuleOfEffective(rule: EffectiveRule): GuardRule {
  return {
    id: rule.id,
    name: rule.name,
    type: 'eql',
    language: 'eql',
    query: rule.query,
    index: rule.index,
    timestamp_override: rule.timestampOverride,
    ...(rule.buildingBlock ? { building_block_type: 'default' } : {}),
  };
}

/** `rules` with some of them replaced by id. */
export function withRules(rules: readonly GuardRule[], replaced: readonly GuardRule[]): GuardRule[] {
  const byId = new Map(replaced.map((rule) => [rule.id, rule]));
  return rules.map((rule) => byId.get(rule.id) ?? rule);
}

/** The rules as they would be if these ran; default: if all did. */
export function running(rules: readonly GuardRule[], ids?: readonly string[]): GuardRule[] {
  return rules.map((rule) => {
    if (rule.resting === undefined || ids?.includes(rule.id) === false) return rule;
    const { resting: _, ...awake } = rule;
    return awake;
  });
}

/** `items` without those that a change replaces, plus those it brings. */
export function itemsAfter(
  items: ReadonlyMap<string, readonly ExceptionItem[]>,
  removedIds: ReadonlySet<string>,
  added: ReadonlyMap<string, readonly ExceptionItem[]>,
): Map<string, ExceptionItem[]> {
  const keys = new Set([...items.keys(), ...added.keys()]);
  return new Map(
    [...keys].map((key) => [
      key,
      [...(items.get(key) ?? []).filter((item) => !removedIds.has(item.item_id)), ...(added.get(key) ?? [])],
    ]),
  );
}
