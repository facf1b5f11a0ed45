/**
 * What the guard at Kibana's doors knows of a space: rules and the items on their lists. Read ahead of time, because a
 * check has milliseconds; kept per space and read again when someone uses the workbench there.
 */
import { isSequence, listIdOf, type ListLink, type ValueListContent } from '../../common/allowlist';
import { EqlError } from '../../common/eql';
import { judge, type GuardRule } from '../../common/expectations';
import { guardRuleOfEffective } from '../../common/expectations/change';
import { render } from '../../common/rules';
import type { Catalog } from '../services/catalog';
import { guardContent, guardRuleOfInstalled, type GuardContent } from '../services/guard/guard_input';
import { readSpaceExceptions } from '../services/health/space_reader';
import { usableValues } from '../services/rules/desired';
import { listAll } from '../services/state/documents';
import type { TuningRecord } from '../services/state/records';
import type { DocumentStore } from '../stack/documents';
import type { Stack } from '../stack/stack';
import { ListedItems } from './listed_items';

export interface SnapshotRule {
  rule: GuardRule;
  links: readonly ListLink[];
  /** Technique whose page shows it; absent for rules of others. */
  techniqueId?: string;
}

export interface SpaceSnapshot {
  /** Every rule of the space that applies exceptions as a filter, ours and others. */
  rules: readonly SnapshotRule[];
  /** Changed as items pass the door. */
  items: ListedItems;
  valueLists: ReadonlyMap<string, ValueListContent>;
  content: GuardContent;
  /** Milliseconds since the epoch. */
  readAt: number;
}

/** Whether an item may do nothing on this rule because no single stage meets its conditions. */
export function hasStages({ type, query }: GuardRule): boolean {
  if (type !== 'eql' || query === undefined) return false;
  try {
    return isSequence(query);
  } catch (error) {
    // A query that Elasticsearch refuses has no stages.
    if (error instanceof EqlError) return false;
    throw error;
  }
}

/** A server that answers others meanwhile is not held up longer than this. */
const SLICE_MS = 10;

/**
 * Compiles rules and replays the recordings once, so that a check finds both done. Rules whose text did not change are
 * known already, and cost next to nothing.
 */
export async function warm({ rules, content }: Pick<SpaceSnapshot, 'rules' | 'content'>, now: number): Promise<void> {
  let since = performance.now();
  for (const { rule } of rules) {
    judge({ after: { rules: [rule] }, ...content, regressions: [], now });
    hasStages(rule);
    if (performance.now() - since < SLICE_MS) continue;
    await new Promise(setImmediate);
    since = performance.now();
  }
}

/**
 * Before anyone was in a space: our rules as pack and tuning render them, on the lists that they always have. What was
 * edited elsewhere, other rules and the items that exist are not known.
 *
 * @param documents the server's own, of the space; without them every rule is as shipped
 */
export async function coldSnapshot(
  catalog: Catalog,
  now: number,
  documents: DocumentStore | undefined,
): Promise<SpaceSnapshot> {
  const tunings = documents === undefined ? [] : await listAll<TuningRecord>(documents, 'tuning', { head: 'yes' });
  const values = new Map(tunings.map(({ data }) => [data.ruleKey, data.values]));
  const rules = [...catalog.rules].map(([key, rule]): SnapshotRule => {
    const { usable } = usableValues(rule, values.get(key) ?? {});
    return {
      rule: guardRuleOfEffective(render(rule.template, usable)),
      links: [{ list_id: listIdOf(key), namespace_type: 'single' }],
      techniqueId: catalog.techniqueOf(key),
    };
  });
  const content = guardContent(catalog.packs);
  const snapshot = { rules, items: new ListedItems(), valueLists: new Map(), content, readAt: now };
  await warm(snapshot, now);
  return snapshot;
}

/** @throws StackError what the user of the stack may not read */
export async function readSnapshot(stack: Stack, catalog: Catalog, now: number): Promise<SpaceSnapshot> {
  const space = await readSpaceExceptions({ stack });
  const rules = space.allRules.map((rule): SnapshotRule => {
    const key = catalog.keyOf(rule.rule_id);
    return {
      rule: guardRuleOfInstalled(key ?? rule.rule_id, rule),
      links: rule.exceptions_list,
      ...(key === undefined ? {} : { techniqueId: catalog.techniqueOf(key) }),
    };
  });
  const snapshot: SpaceSnapshot = {
    rules,
    items: new ListedItems(space.items),
    valueLists: space.valueLists,
    content: guardContent(catalog.packs),
    readAt: now,
  };
  await warm(snapshot, now);
  return snapshot;
}
