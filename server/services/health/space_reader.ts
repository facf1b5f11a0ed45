/** Everything that the health check of a space looks at, read through the port. */
import type {
  ExceptionItem,
  LinkedRule,
  RuleKind,
  SpaceHealthInput,
  ValueListContent,
} from '../../../common/allowlist';
import type { ExceptionList, StoredExceptionItem } from '../../stack/exceptions';
import type { InstalledRule } from '../../stack/rules';
import type { ServiceDependencies } from '../dependencies';
import { fieldsOf, fieldTypes } from '../allowlist/field_types';
import { valueListIds } from '../state/space_state';

/** Values of one list that are read: past 65,536 Kibana does not put a list into a query, and one more shows it. */
const MAX_LIST_VALUES = 65_537;
/** Values of one field that are compared for case. */
const SEEN_VALUES = 100;
/** Fields times index patterns whose values are looked up; the rest is judged by type alone. */
const MAX_SEEN_LOOKUPS = 60;

const KINDS: ReadonlySet<string> = new Set(['eql', 'query', 'threshold', 'new_terms']);

export interface SpaceExceptions {
  /** Rules of the kinds that apply exceptions as a filter, with or without a list. */
  allRules: readonly InstalledRule[];
  /** Those of them with at least one list. */
  rules: readonly InstalledRule[];
  lists: readonly ExceptionList[];
  items: readonly StoredExceptionItem[];
  valueLists: ReadonlyMap<string, ValueListContent>;
}

type ReaderDependencies = Pick<ServiceDependencies, 'stack' | 'clock'>;

export async function readSpaceExceptions({ stack }: Pick<ReaderDependencies, 'stack'>): Promise<SpaceExceptions> {
  const [all, lists] = await Promise.all([stack.rules.list(), stack.exceptions.lists()]);
  const allRules = all.filter(({ type }) => KINDS.has(type));
  const rules = allRules.filter(({ exceptions_list }) => exceptions_list.length > 0);
  const listIds = [...new Set(rules.flatMap(({ exceptions_list }) => exceptions_list.map(({ list_id }) => list_id)))];
  const items = listIds.length === 0 ? [] : await stack.exceptions.items(listIds);
  const ids = [...new Set(items.flatMap(valueListIds))];
  const valueLists = ids.length === 0 ? [] : await stack.exceptions.valueLists(ids, MAX_LIST_VALUES);
  return { allRules, rules, lists, items, valueLists: new Map(valueLists.map((list) => [list.id, list])) };
}

/** Items that act on a rule, by the list and namespace that it links. */
export function itemsOfRule<T extends ExceptionItem>(rule: InstalledRule, items: readonly T[]): T[] {
  return items.filter((item) =>
    rule.exceptions_list.some(
      ({ list_id, namespace_type }) => list_id === item.list_id && namespace_type === item.namespace_type,
    ),
  );
}

/** Adds what the data says: the mapping of each field that conditions ask, and values that were seen in it. */
export async function healthInput(deps: ReaderDependencies, space: SpaceExceptions): Promise<SpaceHealthInput> {
  const facts = new DataFacts(deps);
  const rules = await Promise.all(
    space.rules.map(async (rule): Promise<LinkedRule> => {
      const index = rule.index ?? [];
      const asked = fieldsOf(itemsOfRule(rule, space.items).flatMap(({ entries }) => entries));
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

/** Most rules of a space read the same few indices: each question is asked once. */
class DataFacts {
  private readonly schemas = new Map<string, ReturnType<typeof fieldTypes>>();
  private readonly values = new Map<string, Promise<readonly string[] | undefined>>();

  constructor(private readonly deps: ReaderDependencies) {}

  async of(index: readonly string[], fields: readonly string[]): Promise<Pick<LinkedRule, 'schema' | 'seen'>> {
    const [schema, seen] = await Promise.all([
      this.schema(index, fields),
      Promise.all(fields.map(async (field) => [field, await this.seen(index, field)] as const)),
    ]);
    const known = new Map(seen);
    return { schema, seen: (field) => known.get(field) };
  }

  private schema(index: readonly string[], fields: readonly string[]): ReturnType<typeof fieldTypes> {
    const key = JSON.stringify([index, [...fields].sort()]);
    const known =
      this.schemas.get(key) ?? fieldTypes(this.deps, index, [...fields, 'host.os.type', 'host.os.name.caseless']);
    this.schemas.set(key, known);
    return known;
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
