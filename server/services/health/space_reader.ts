/** Everything that the health check of a space looks at, read through the port. */
import {
  LIST_VALUES_TO_READ,
  LinkedItems,
  type ExceptionItem,
  type LinkedRule,
  type RuleKind,
  type SpaceHealthInput,
  type ValueListContent,
} from '../../../common/allowlist';
import type { ExceptionList, StoredExceptionItem } from '../../stack/exceptions';
import type { InstalledRule } from '../../stack/rules';
import type { ServiceDependencies } from '../dependencies';
import { fieldsOf, fieldTypes } from '../allowlist/field_types';
import { valueListIds } from '../state/space_state';
import { ListUsers } from './list_users';

/** Values of one field that are compared for case. */
const SEEN_VALUES = 100;
/** Fields times index patterns whose values are looked up; the rest is judged by type alone. */
const MAX_SEEN_LOOKUPS = 60;

const KINDS: ReadonlySet<string> = new Set(['eql', 'query', 'threshold', 'new_terms']);

export interface SpaceExceptions {
  /** Every rule of the space, whatever its kind. */
  installed: readonly InstalledRule[];
  /** Rules of the kinds that apply exceptions as a filter, with or without a list. */
  allRules: readonly InstalledRule[];
  /** Those of them with at least one list. */
  rules: readonly InstalledRule[];
  lists: readonly ExceptionList[];
  items: readonly StoredExceptionItem[];
  /** The same items by the lists that rules link. */
  linked: LinkedItems<StoredExceptionItem>;
  /** The rules that link them. */
  users: ListUsers;
  valueLists: ReadonlyMap<string, ValueListContent>;
}

type ReaderDependencies = Pick<ServiceDependencies, 'stack' | 'clock'>;

/** @param more items that are not stored: the value lists that they name are read too */
export async function readSpaceExceptions(
  { stack }: Pick<ReaderDependencies, 'stack'>,
  more: ReadonlyArray<Pick<ExceptionItem, 'entries'>> = [],
): Promise<SpaceExceptions> {
  const [installed, lists] = await Promise.all([stack.rules.list(), stack.exceptions.lists()]);
  const allRules = installed.filter(({ type }) => KINDS.has(type));
  const rules = allRules.filter(({ exceptions_list }) => exceptions_list.length > 0);
  const listIds = [...new Set(rules.flatMap(({ exceptions_list }) => exceptions_list.map(({ list_id }) => list_id)))];
  const items = listIds.length === 0 ? [] : await stack.exceptions.items(listIds);
  const ids = [...new Set([...items, ...more].flatMap(valueListIds))];
  const valueLists = ids.length === 0 ? [] : await stack.exceptions.valueLists(ids, LIST_VALUES_TO_READ);
  return {
    installed,
    allRules,
    rules,
    lists,
    items,
    linked: new LinkedItems(items),
    users: new ListUsers(rules),
    valueLists: new Map(valueLists.map((list) => [list.id, list])),
  };
}

/** Adds what the data says: the mapping of each field that conditions ask, and values that were seen in it. */
export async function healthInput(deps: ReaderDependencies, space: SpaceExceptions): Promise<SpaceHealthInput> {
  const facts = new DataFacts(deps);
  const rules = await Promise.all(
    space.rules.map(async (rule): Promise<LinkedRule> => {
      const index = rule.index ?? [];
      const asked = facts.askedBy(space.linked.of(rule.exceptions_list));
      const { id, name, type, language, query } = { ...rule, id: rule.rule_id };
      const linked = { id, name, kind: type as RuleKind, links: rule.exceptions_list };
      const text = { ...(language ? { language } : {}), ...(query ? { query } : {}) };
      // Without patterns the rule reads a data view, whose indices the port does not know.
      if (index.length === 0 || asked.length === 0) return { ...linked, ...text };
      return { ...linked, ...text, ...(await facts.of(index, asked)) };
    }),
  );
  const demoData = (await deps.stack.facts?.())?.demoData ?? false;
  return { rules, lists: space.lists, items: space.items, valueLists: space.valueLists, now: deps.clock(), demoData };
}

type Facts = Pick<LinkedRule, 'schema' | 'seen'>;

/** Most rules of a space read the same few indices: each question is asked once, and has one answer for all of them. */
class DataFacts {
  private readonly asked = new Map<readonly StoredExceptionItem[], readonly string[]>();
  private readonly known = new Map<string, Promise<Facts>>();
  private readonly values = new Map<string, Promise<readonly string[] | undefined>>();

  constructor(private readonly deps: ReaderDependencies) {}

  /** Fields that the conditions of these items ask, sorted. */
  askedBy(items: readonly StoredExceptionItem[]): readonly string[] {
    const known = this.asked.get(items);
    if (known !== undefined) return known;
    const fields = fieldsOf(items.flatMap(({ entries }) => entries)).sort();
    this.asked.set(items, fields);
    return fields;
  }

  of(index: readonly string[], fields: readonly string[]): Promise<Facts> {
    const key = JSON.stringify([index, fields]);
    const known = this.known.get(key) ?? this.read(index, fields);
    this.known.set(key, known);
    return known;
  }

  private async read(index: readonly string[], fields: readonly string[]): Promise<Facts> {
    const [schema, seen] = await Promise.all([
      fieldTypes(this.deps, index, [...fields, 'host.os.type', 'host.os.name.caseless']),
      Promise.all(fields.map(async (field) => [field, await this.seen(index, field)] as const)),
    ]);
    const values = new Map(seen);
    return { schema, seen: (field) => values.get(field) };
  }

  /** A field without any value says nothing about case: `undefined`. */
  private seen(index: readonly string[], field: string): Promise<readonly string[] | undefined> {
    const key = JSON.stringify([index, field]);
    const known = this.values.get(key);
    if (known !== undefined) return known;
    if (this.values.size >= MAX_SEEN_LOOKUPS) return Promise.resolve(undefined);
    const reading = this.deps.stack.events
      .suggestValues(index, field, '', SEEN_VALUES)
      .then((values) => (values.length > 0 ? values : undefined));
    this.values.set(key, reading);
    return reading;
  }
}
