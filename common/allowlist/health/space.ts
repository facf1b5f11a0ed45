/** Health of all exception lists that are attached to rules: links, doubles, and every item on every rule that uses it. */
import type { ExceptionItem, FieldSchema, ValueListContent } from '../types';
import { groupBy } from '../group_by';
import { LinkedItems, type ListLink } from '../linked_items';
import { itemHealth, itemHealthOnRule } from './item';
import type { HealthContext, HealthFinding, HealthRule } from './types';

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

/** An item with what is wrong with it on every rule that reads the same data. */
interface LookedAt {
  item: ExceptionItem;
  findings: readonly HealthFinding[];
}

/** Of what is wrong with items, only the stages of a sequence depend on the query: all else is found once for many rules. */
class ItemFindings {
  private readonly linked: LinkedItems<ExceptionItem>;
  private readonly known = new Map<readonly ExceptionItem[], Array<{ rule: LinkedRule; items: readonly LookedAt[] }>>();

  constructor(private readonly input: SpaceHealthInput) {
    this.linked = new LinkedItems(input.items);
  }

  of(rule: LinkedRule): HealthFinding[] {
    const items = this.linked.of(rule.links);
    const context = this.contextOf(rule, items);
    return this.shared(rule, items, context).flatMap(({ item, findings }) =>
      itemHealthOnRule(item, { ...context, rule }, findings),
    );
  }

  private shared(rule: LinkedRule, items: readonly ExceptionItem[], context: HealthContext): readonly LookedAt[] {
    const ofItems = this.known.get(items) ?? [];
    this.known.set(items, ofItems);
    const alike = ofItems.find(
      ({ rule: { kind, schema, seen } }) => kind === rule.kind && schema === rule.schema && seen === rule.seen,
    );
    if (alike !== undefined) return alike.items;
    const looked = items.map((item) => ({ item, findings: itemHealth(item, context) }));
    ofItems.push({ rule, items: looked });
    return looked;
  }

  private contextOf({ kind, schema, seen }: LinkedRule, items: readonly ExceptionItem[]): HealthContext {
    const { now, valueLists, demoData } = this.input;
    return {
      now,
      ruleKind: kind,
      others: items,
      ...(schema === undefined ? {} : { schema }),
      ...(seen === undefined ? {} : { seen }),
      ...(valueLists === undefined ? {} : { valueLists }),
      ...(demoData === undefined ? {} : { demoData }),
    };
  }
}

/**
 * All findings, rule by rule. Rules of kind `other` are checked as far as that makes sense for any rule. Rules that read
 * the same indices should come with the same `schema` and `seen`: what they have in common is then looked at once.
 */
export function spaceHealth(input: SpaceHealthInput): HealthFinding[] {
  const items = new ItemFindings(input);
  const perRule = input.rules.flatMap((rule) => [...linkFindings(rule, input.lists), ...items.of(rule)]);
  return [...doubles(input.items), ...perRule];
}
