/**
 * Can an event that an item hides be one that the rule, or one of its stages, wants? Evaluates the query with the values
 * that the item pins down and "unknown" for everything else, so that "no" is certain and everything else is "perhaps".
 */
import {
  compile,
  parseOnce,
  type EqlEventQuery,
  type EqlExpression,
  type EqlMatcher,
  type EqlStatement,
} from '../../eql';
import { walkExpression } from '../../eql/operands';
import { familyOf, knowledgeOf } from '../fields';
import { parseIp } from '../ip';
import type { ItemContext, ItemEntry } from '../types';

type Truth = boolean | undefined;

/** Field to the values that the item's events may have in it. */
type Facts = ReadonlyMap<string, readonly unknown[]>;

export interface Stage {
  /** Position among the different stages; repeats (`with runs`) count once. */
  index: number;
  text: string;
  /** An event that the item hides could be one that this stage wants. */
  possible: boolean;
  /** Positions of the item's conditions that this stage asks for in so many words. */
  asks: readonly number[];
  /** Positions of the conditions whose field this stage looks at, or shares with another stage through a join key. */
  looksAt: readonly number[];
}

/** Categories in which events never have the fields, whatever the data source. */
const impossibleFields: ReadonlyArray<readonly [prefixes: readonly string[], categories: ReadonlySet<string>]> = [
  [['destination.', 'source.', 'network.', 'dns.'], new Set(['process', 'file', 'registry', 'library', 'driver'])],
  [['registry.'], new Set(['process', 'file', 'network', 'library', 'driver', 'dns'])],
  [['dll.'], new Set(['process', 'file', 'network', 'registry', 'dns'])],
  [['file.'], new Set(['network', 'registry', 'dns'])],
];

/** Fields that hold a path, and the one that holds its last part. */
const nameOfPath: Readonly<Record<string, string>> = {
  'process.executable': 'process.name',
  'process.parent.executable': 'process.parent.name',
  'file.path': 'file.name',
};

function pinnedValues(entry: ItemEntry, context: ItemContext): unknown[] | undefined {
  if ((entry.type !== 'match' && entry.type !== 'match_any') || entry.operator === 'excluded') return undefined;
  const texts = entry.type === 'match' ? [entry.value] : entry.value;
  const known = knowledgeOf(context.schema, entry.field);
  const family = known.state === 'mapped' ? familyOf(known.info.type) : 'keyword';
  if (family === 'number') return texts.every((text) => Number.isFinite(Number(text))) ? texts.map(Number) : undefined;
  if (family === 'boolean') return texts.map((text) => text === 'true');
  if (family === 'ip') return texts.every((text) => parseIp(text) !== undefined) ? [...texts] : undefined;
  return family === 'keyword' ? [...texts] : undefined;
}

function factsOf(entries: readonly ItemEntry[], context: ItemContext): Facts {
  const facts = new Map<string, readonly unknown[]>();
  for (const entry of entries) {
    const values = pinnedValues(entry, context);
    if (values === undefined) continue;
    facts.set(entry.field, values);
    const name = nameOfPath[entry.field];
    if (name !== undefined && !facts.has(name))
      facts.set(
        name,
        values.map((value) => String(value).split(/[\\/]/).at(-1)),
      );
  }
  return facts;
}

const leafTests = new WeakMap<EqlExpression, EqlMatcher>();

/** The leaf alone as a query. */
function leafTest(expression: EqlExpression, statement: EqlStatement): EqlMatcher {
  const known = leafTests.get(expression);
  if (known !== undefined) return known;
  const matcher = compile(`any where ${statement.text.slice(expression.range.start, expression.range.end)}`);
  leafTests.set(expression, matcher);
  return matcher;
}

/** What is asked of the same expressions for every item of a list. */
function once<T>(work: (expression: EqlExpression) => T): (expression: EqlExpression) => T {
  const known = new WeakMap<EqlExpression, { made: T }>();
  return (expression) => {
    const before = known.get(expression);
    if (before !== undefined) return before.made;
    const made = work(expression);
    known.set(expression, { made });
    return made;
  };
}

const fieldsOf = once((expression): ReadonlySet<string> => {
  const names = new Set<string>();
  walkExpression(expression, (part) => {
    if (part.kind === 'field') names.add(part.name);
  });
  return names;
});

function leaf(expression: EqlExpression, statement: EqlStatement, facts: Facts): Truth {
  if (expression.kind === 'literal') return typeof expression.value === 'boolean' ? expression.value : undefined;
  const [field, ...others] = fieldsOf(expression);
  const values = field === undefined || others.length > 0 ? undefined : facts.get(field);
  if (field === undefined || values === undefined) return undefined;
  const matcher = leafTest(expression, statement);
  if (matcher.kind !== 'event') return undefined;
  const answers = values.map((value) => matcher.matches({ [field]: value }));
  return answers.every((answer) => answer) ? true : answers.some((answer) => answer) ? undefined : false;
}

function evaluate(expression: EqlExpression, statement: EqlStatement, facts: Facts): Truth {
  if (expression.kind === 'not') {
    const inner = evaluate(expression.operand, statement, facts);
    return inner === undefined ? undefined : !inner;
  }
  if (expression.kind !== 'and' && expression.kind !== 'or') return leaf(expression, statement, facts);
  const decisive = expression.kind === 'or';
  let isUnknown = false;
  for (const operand of expression.operands) {
    const answer = evaluate(operand, statement, facts);
    if (answer === decisive) return decisive;
    isUnknown = isUnknown || answer === undefined;
  }
  return isUnknown ? undefined : !decisive;
}

function fieldsFit(entries: readonly ItemEntry[], category: string | null): boolean {
  if (category === null) return true;
  const included = entries.filter((entry) => entry.type === 'nested' || entry.operator === 'included');
  return included.every((entry) =>
    impossibleFields.every(
      ([prefixes, categories]) =>
        !categories.has(category) || !prefixes.some((prefix) => entry.field.startsWith(prefix)),
    ),
  );
}

function isPossible(
  event: EqlEventQuery,
  statement: EqlStatement,
  entries: readonly ItemEntry[],
  facts: Facts,
): boolean {
  const categories = facts.get('event.category');
  if (categories !== undefined && event.category !== null && !categories.includes(event.category)) return false;
  return fieldsFit(entries, event.category) && evaluate(event.condition, statement, facts) !== false;
}

/** Leaves that must hold for the stage, or may: what stands under `not` is no wish. */
const wishes = once((expression): readonly EqlExpression[] => {
  if (expression.kind === 'and' || expression.kind === 'or') return expression.operands.flatMap(wishes);
  return expression.kind === 'not' ? [] : [expression];
});

/** The condition's own field, and the name that a path ends in. */
function fieldNames(entry: ItemEntry): string[] {
  const name = nameOfPath[entry.field];
  return name === undefined ? [entry.field] : [entry.field, name];
}

/** Stages that are joined by their process have all fields of the process in common. */
function isCarried(entry: ItemEntry, keys: ReadonlySet<string>): boolean {
  const byProcess = ['process.entity_id', 'process.pid'].some((key) => keys.has(key));
  return keys.has(entry.field) || (byProcess && entry.field.startsWith('process.'));
}

function conditionsAsked(
  event: EqlEventQuery,
  statement: EqlStatement,
  entries: readonly ItemEntry[],
  context: ItemContext,
): number[] {
  const leaves = wishes(event.condition);
  return [...entries.keys()].filter((at) => {
    const entry = entries[at] as ItemEntry;
    const facts = factsOf([entry], context);
    return leaves.some((one) => leaf(one, statement, facts) === true);
  });
}

function keysOf(statement: EqlStatement): Set<string> {
  const { query } = statement;
  if (query.kind === 'event') return new Set();
  return new Set([...query.keys, ...query.terms.flatMap((term) => term.keys)].map((key) => key.name));
}

/**
 * Most queries are of single events, which have nothing to be compared.
 * @throws EqlError when the query does not parse
 */
export function isSequence(query: string): boolean {
  return parseOnce(query).query.kind !== 'event';
}

/**
 * The different stages of an EQL query (one for an event query), each with whether the item can hide its events.
 * @throws EqlError when the query does not parse
 */
export function stagesOf(query: string, entries: readonly ItemEntry[], context: ItemContext): Stage[] {
  const statement = parseOnce(query);
  const events = statement.query.kind === 'event' ? [statement.query] : statement.query.terms.map((term) => term.event);
  const facts = factsOf(entries, context);
  const keys = keysOf(statement);
  const stages = new Map<string, Stage>();
  for (const event of events) {
    const text = statement.text.slice(event.range.start, event.range.end);
    if (stages.has(text)) continue;
    const read = fieldsOf(event.condition);
    stages.set(text, {
      index: stages.size,
      text,
      possible: isPossible(event, statement, entries, facts),
      asks: conditionsAsked(event, statement, entries, context),
      looksAt: [...entries.keys()].filter((at) => {
        const entry = entries[at] as ItemEntry;
        return isCarried(entry, keys) || fieldNames(entry).some((name) => read.has(name));
      }),
    });
  }
  return [...stages.values()];
}
