/**
 * Conditions on value lists, as Kibana 8.12 puts them into the query, with its two defects: an `ip_range` list that is
 * empty makes a filter that every event passes, and one with more than 200 dash ranges drops the item without a word.
 * Facts: security-api 2.4 [L].
 */
import { equalsTest, looseEqualsTest, type TestResult, type ValueTest } from './conditions';
import type { CompiledEntry } from './compiled_entry';
import { familyOf, knowledgeOf, negate, nestedParent } from './fields';
import { inRange, parseDashRange, parseIp } from './ip';
import type { EventDocument, FieldInfo, ItemContext, ListEntry, ValueListContent } from './types';
import { fieldReader, type Leaf } from './values';

/** Kibana puts no longer list into a query. */
export const MAX_LIST_VALUES = 65_536;
/** Values of one list that have to be read: one more shows that a list is too long. */
export const LIST_VALUES_TO_READ = MAX_LIST_VALUES + 1;
export const MAX_DASH_RANGES = 200;
const inQueryTypes = new Set(['keyword', 'ip', 'ip_range']);

export function isDashRange(value: string): boolean {
  return value.includes('-');
}

export type ListUse =
  /** Its values are put into the query. */
  | { use: 'in_query' }
  /** Applied to the results afterwards: KQL rules only. */
  | { use: 'after_search' }
  /** The run warns (or, KQL rules, says nothing) and goes without the item. */
  | { use: 'ignored'; reason: string }
  /** The item vanishes; as the only item it leaves an empty filter that hides everything. */
  | { use: 'dropped'; reason: string }
  /** The filter holds for every event. */
  | { use: 'always'; reason: string };

/** What a run makes of a value list. `undefined` is a list that does not exist. */
export function listUse(list: ValueListContent | undefined, entry: ListEntry, context: ItemContext): ListUse {
  if (list === undefined) return { use: 'ignored', reason: `value list ${entry.list.id} does not exist` };
  const total = list.total ?? list.values.length;
  const type = entry.list.type;
  if (!inQueryTypes.has(type) || total > MAX_LIST_VALUES) {
    if (context.ruleKind === 'query') return { use: 'after_search' };
    const why = inQueryTypes.has(type) ? `has ${total} values, more than ${MAX_LIST_VALUES}` : `is of type ${type}`;
    return { use: 'ignored', reason: `value list ${entry.list.id} ${why}` };
  }
  if (type !== 'ip_range') return { use: 'in_query' };
  if (total === 0) return { use: 'always', reason: `value list ${entry.list.id} of type ip_range is empty` };
  const dashes = list.values.filter(isDashRange).length;
  return dashes > MAX_DASH_RANGES
    ? { use: 'dropped', reason: `value list ${entry.list.id} has ${dashes} dash ranges, more than ${MAX_DASH_RANGES}` }
    : { use: 'in_query' };
}

function rangeTest(text: string): TestResult {
  const range = parseDashRange(text);
  if (range === undefined) return { problem: `'${text}' is not a range of addresses` };
  return {
    test: (value) => {
      const address = typeof value === 'string' ? parseIp(value) : undefined;
      return address !== undefined && inRange(address, range);
    },
  };
}

/** One test for all values of the list; exact texts go through a set, so that 65,000 values cost one look-up. */
function membership(list: ValueListContent, info: FieldInfo | undefined, context: ItemContext): TestResult {
  const family = info === undefined ? undefined : familyOf(info.type);
  if (family === 'keyword' && info?.ignoreAbove === undefined && info?.lowercase !== true) {
    const wanted = new Set(list.values);
    return { test: (value) => wanted.has(String(value)) };
  }
  const tests: ValueTest[] = [];
  for (const text of list.values) {
    const result: TestResult =
      list.type === 'ip_range' && isDashRange(text)
        ? rangeTest(text)
        : info === undefined
          ? { test: looseEqualsTest(text) }
          : equalsTest(info, text, context.now);
    if (result.problem !== undefined) return result;
    tests.push(result.test);
  }
  return { test: (value: Leaf) => tests.some((test) => test(value)) };
}

export function listEntry(entry: ListEntry, context: ItemContext): CompiledEntry {
  const reader = fieldReader(entry.field);
  const values = (event: EventDocument): string[] => reader.values(event).map((value) => String(value));
  const list = context.valueLists?.get(entry.list.id);
  const use = listUse(list, entry, context);
  const base = { entry, values, always: false, holds: () => false };
  if (use.use === 'ignored') return { ...base, ignored: { reason: use.reason, leavesEmptyFilter: false } };
  if (use.use === 'dropped') return { ...base, ignored: { reason: use.reason, leavesEmptyFilter: true } };
  if (use.use === 'always') return { ...base, always: true, holds: () => true };
  const known = knowledgeOf(context.schema, entry.field);
  if (known.state === 'unmapped' || nestedParent(context.schema, entry.field) !== undefined) {
    const always = entry.operator === 'excluded';
    return { ...base, always, holds: () => always };
  }
  const result = membership(list as ValueListContent, known.state === 'mapped' ? known.info : undefined, context);
  if (result.problem !== undefined) return { ...base, problem: result.problem };
  const { test } = result;
  return { ...base, holds: (event) => negate(entry.operator, reader.values(event).some(test)) };
}
