/** Health of all exception lists that are attached to rules: links, doubles, and every item on every rule that uses it. */
import type { ExceptionItem, FieldSchema, ValueListContent } from '../types';
import { groupBy } from '../group_by';
import { itemHealth } from './item';
import type { HealthFinding, HealthRule } from './types';

export interface ListLink {
  list_id: string;
  namespace_type: 'single' | 'agnostic';
}

export interface LinkedRule extends HealthRule {
  /** The rule's `exceptions_list`. */
  links: readonly ListLink[];
  /** Mapping of the indices that the rule reads. */
  schema?: FieldSchema;
  seen?: (field: string) => readonly string[] | undefined;
}

export interface SpaceHealthInput {
  rules: readonly LinkedRule[];
  /** Every list of the space. */
  lists: readonly ListLink[];
  items: readonly ExceptionItem[];
  valueLists?: ReadonlyMap<string, ValueListContent>;
  /** Milliseconds since the epoch. */
  now: number;
  demoData?: boolean;
}

function linkFindings(rule: LinkedRule, lists: readonly ListLink[]): HealthFinding[] {
  return rule.links.flatMap((link): HealthFinding[] => {
    const sameId = lists.filter((list) => list.list_id === link.list_id);
    if (sameId.some((list) => list.namespace_type === link.namespace_type)) return [];
    const place = { ruleId: rule.id, listId: link.list_id };
    const effect = {
      severity: 'warn',
      effect: 'runs_without',
      sentence: 'The rule runs without these exceptions and does not say so.',
    } as const;
    const other = sameId[0];
    if (other !== undefined) {
      return [
        {
          code: 'list_wrong_namespace',
          ...effect,
          ...place,
          evidence: `the rule asks for the ${link.namespace_type} list ${link.list_id}, which is ${other.namespace_type}`,
          repair: { kind: 'relink_list', label: 'Link the list that exists', listId: link.list_id },
        },
      ];
    }
    return [
      {
        code: 'list_missing',
        ...effect,
        ...place,
        evidence: `the list ${link.list_id} does not exist`,
        repair: { kind: 'unlink_list', label: 'Remove the link', listId: link.list_id },
      },
    ];
  });
}

/** Security's rule route takes the same `item_id` twice; updates and deletes by that id then hit only one. */
function doubles(items: readonly ExceptionItem[]): HealthFinding[] {
  const groups = groupBy(items, (item) => item.item_id);
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group) => {
      const { item_id, list_id } = group[0] as ExceptionItem;
      return {
        code: 'item_id_twice',
        severity: 'warn',
        effect: 'doubled',
        sentence: 'Several items have the same id, so a change or removal by that id reaches only one of them.',
        evidence: `${group.length} items with the id ${item_id}`,
        itemId: item_id,
        listId: list_id,
        repair: { kind: 'remove_item', label: 'Remove one of them' },
      };
    });
}

/** All findings, rule by rule. Rules of kind `other` are checked as far as that makes sense for any rule. */
export function spaceHealth(input: SpaceHealthInput): HealthFinding[] {
  const byList = groupBy(input.items, (item) => `${item.namespace_type}:${item.list_id}`);
  const perRule = input.rules.flatMap((rule) => {
    const items = rule.links.flatMap((link) => byList.get(`${link.namespace_type}:${link.list_id}`) ?? []);
    const context = {
      now: input.now,
      ruleKind: rule.kind,
      rule,
      ...(rule.schema === undefined ? {} : { schema: rule.schema }),
      ...(rule.seen === undefined ? {} : { seen: rule.seen }),
      ...(input.valueLists === undefined ? {} : { valueLists: input.valueLists }),
      ...(input.demoData === undefined ? {} : { demoData: input.demoData }),
    };
    const findings = items.flatMap((item) => itemHealth(item, { ...context, others: items }));
    return [...linkFindings(rule, input.lists), ...findings];
  });
  return [...doubles(input.items), ...perRule];
}
