/** From plan to closure: `(doc) => boolean`, with everything that can be known beforehand resolved here. */
import type { EqlExpression, EqlField } from '../ast';
import { compileExpression } from './expression';
import type { EventSource } from '../types';
import { anyScalar, type FieldReader, fieldReader, scalars, type ScalarTest } from '../values/fields';
import { type FieldType, toValue, type Value } from '../values/field_types';
import { affixTest, always, equalsTest, inTest, networkTest, orderTest, regexTest, wildcardTest } from './leaf_tests';
import type { LeafPlan, Plan } from './plan';

export type DocTest = (doc: EventSource) => boolean;

/** Readers are shared between the leaves of a query. */
export class FieldAccess {
  private readonly readers = new Map<string, FieldReader>();

  constructor(readonly typeOf: (name: string) => FieldType) {}

  reader(name: string): FieldReader {
    let reader = this.readers.get(name);
    if (!reader) this.readers.set(name, (reader = fieldReader(name)));
    return reader;
  }
}

const matchNothing: DocTest = () => false;
const matchAll: DocTest = () => true;

export function compilePlan(plan: Plan, access: FieldAccess): DocTest {
  switch (plan.kind) {
    case 'constant':
      return plan.value === true ? matchAll : matchNothing;
    case 'and':
      return allOf(plan.parts.map((part) => compilePlan(part, access)));
    case 'or':
      return anyOf(plan.parts.map((part) => compilePlan(part, access)));
    case 'not': {
      const part = compilePlan(plan.part, access);
      return (doc) => !part(doc);
    }
    case 'computed':
      return compileComputed(plan.expression, access);
    default: {
      const read = access.reader(plan.field.name);
      const test = leafTest(plan, access.typeOf(plan.field.name));
      return (doc) => {
        const found = read(doc);
        return typeof found === 'object' ? anyScalar(found, test) : found !== undefined && test(found);
      };
    }
  }
}

function allOf(tests: readonly DocTest[]): DocTest {
  const [first, second, third] = tests;
  if (tests.length === 2) return (doc) => first!(doc) && second!(doc);
  if (tests.length === 3) return (doc) => first!(doc) && second!(doc) && third!(doc);
  return (doc) => {
    for (const test of tests) if (!test(doc)) return false;
    return true;
  };
}

function anyOf(tests: readonly DocTest[]): DocTest {
  const [first, second] = tests;
  if (tests.length === 2) return (doc) => first!(doc) || second!(doc);
  return (doc) => {
    for (const test of tests) if (test(doc)) return true;
    return false;
  };
}

/** What a leaf asks of one scalar of its field. */
export function leafTest(leaf: Exclude<LeafPlan, { kind: 'computed' }>, type: FieldType): ScalarTest {
  switch (leaf.kind) {
    case 'exists':
      return always;
    case 'equals':
      return equalsTest(leaf.value, type);
    case 'order':
      return orderTest(leaf.op, leaf.value, type);
    case 'in':
      return inTest(leaf.values, leaf.caseInsensitive, type);
    case 'wildcard':
      return wildcardTest(leaf.patterns, leaf.caseInsensitive);
    case 'regex':
      return regexTest(leaf.patterns, leaf.caseInsensitive);
    case 'affix':
      return affixTest(leaf.place, leaf.text, leaf.caseInsensitive);
    case 'network':
      return networkTest(leaf.blocks);
  }
}

/**
 * Combinations of values tried for one computed condition before it counts as not matching. Only documents with several
 * long arrays in one expression come near.
 */
const MAX_COMBINATIONS = 100_000;

/** True if the expression is true for any combination of one value per field mention; no value counts as null. */
function compileComputed(expression: EqlExpression, access: FieldAccess): DocTest {
  const mentions: { read: FieldReader; type: FieldType }[] = [];
  const evaluate = compileExpression(expression, {
    mention: (field: EqlField) => {
      mentions.push({ read: access.reader(field.name), type: access.typeOf(field.name) });
      return mentions.length - 1;
    },
    typeOf: (field) => access.typeOf(field.name),
  });
  return (doc) => {
    const choices = mentions.map(({ read, type }) => valuesOf(read(doc), type));
    return anyCombination(choices, (slots) => evaluate(slots) === true);
  };
}

function valuesOf(found: unknown, type: FieldType): Value[] {
  const values = scalars(found)
    .map((raw) => toValue(raw, type))
    .filter((value) => value !== null);
  return values.length === 0 ? [null] : values;
}

function anyCombination(choices: readonly Value[][], test: (slots: readonly Value[]) => boolean): boolean {
  const slots: Value[] = choices.map((values) => values[0]!);
  const chosen = new Array<number>(choices.length).fill(0);
  for (let tried = 0; tried < MAX_COMBINATIONS; tried++) {
    if (test(slots)) return true;
    let at = 0;
    while (at < choices.length && chosen[at] === choices[at]!.length - 1) {
      chosen[at] = 0;
      slots[at] = choices[at]![0]!;
      at += 1;
    }
    if (at === choices.length) return false;
    chosen[at]! += 1;
    slots[at] = choices[at]![chosen[at]!]!;
  }
  return false;
}
