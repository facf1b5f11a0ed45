/** One condition of an item, compiled to a test of events. */
import {
  equalsTest,
  existsTest,
  looseEqualsTest,
  looseWildcardTest,
  wildcardTest,
  type TestResult,
  type ValueTest,
} from './conditions';
import type { CompiledEntry } from './compiled_entry';
import { familyOf, knowledgeOf, negate, nestedParent } from './fields';
import type { EventDocument, ItemContext, ItemEntry, NestedEntry, NestedInnerEntry, WildcardEntry } from './types';
import { listEntry } from './value_lists';
import { fieldReader, type FieldReader } from './values';

type Plain = NestedInnerEntry | WildcardEntry;

function texts(values: ReadonlyArray<string | number | boolean>): string[] {
  return values.map((value) => String(value));
}

function anyOf(results: readonly TestResult[]): TestResult {
  const failed = results.find((result) => result.problem !== undefined);
  if (failed !== undefined) return failed;
  const tests = results.map((result) => result.test as ValueTest);
  return { test: (value) => tests.some((test) => test(value)) };
}

/** Does the field hold a value that the condition asks for? `excluded` not yet applied. */
function asks(
  entry: Plain,
  field: string,
  context: ItemContext,
  reader: FieldReader,
): { test: (event: EventDocument) => boolean; problem?: string } {
  const known = knowledgeOf(context.schema, field);
  if (known.state === 'unmapped') return { test: () => false };
  const info = known.state === 'mapped' ? known.info : undefined;
  if (entry.type === 'exists') {
    if (info === undefined || familyOf(info.type) === 'object') return { test: (event) => reader.present(event) };
    const test = existsTest(info);
    return { test: (event) => reader.values(event).some(test) };
  }
  const result: TestResult =
    entry.type === 'wildcard'
      ? info === undefined
        ? { test: looseWildcardTest(entry.value) }
        : wildcardTest(info, field, entry.value)
      : anyOf(
          (entry.type === 'match' ? [entry.value] : entry.value).map((value) =>
            info === undefined ? { test: looseEqualsTest(value) } : equalsTest(info, value, context.now),
          ),
        );
  if (result.problem !== undefined) return { test: () => false, problem: result.problem };
  return { test: (event) => reader.values(event).some(result.test) };
}

/** `exists` on an object that is not mapped itself asks for anything below it. */
function existsBelow(entry: Plain, context: ItemContext): boolean {
  return (
    entry.type === 'exists' && context.schema !== undefined && context.schema.hasFieldsBelow?.(entry.field) === true
  );
}

function plainEntry(entry: Plain, context: ItemContext): CompiledEntry {
  const reader = fieldReader(entry.field);
  const values = (event: EventDocument): string[] => texts(reader.values(event));
  const inNested = nestedParent(context.schema, entry.field) !== undefined;
  const known = knowledgeOf(context.schema, entry.field);
  if (inNested || (known.state === 'unmapped' && !existsBelow(entry, context))) {
    const always = entry.operator === 'excluded';
    return { entry, values, always, holds: () => always };
  }
  const asked =
    known.state === 'unmapped'
      ? { test: (event: EventDocument) => reader.present(event) }
      : asks(entry, entry.field, context, reader);
  const problem = 'problem' in asked ? asked.problem : undefined;
  return {
    entry,
    values,
    always: false,
    ...(problem === undefined ? {} : { problem }),
    holds: (event) => negate(entry.operator, asked.test(event)),
  };
}

/** All inner conditions must meet in one and the same object. */
function nestedEntry(entry: NestedEntry, context: ItemContext): CompiledEntry {
  const objects = fieldReader(entry.field);
  const known = knowledgeOf(context.schema, entry.field);
  const values = (event: EventDocument): string[] => objects.objects(event).map((object) => JSON.stringify(object));
  const isNested = known.state === 'mapped' ? known.info.type === 'nested' : known.state === 'unknown';
  if (!isNested) {
    const problem = `[nested] failed to find nested object under path [${entry.field}]`;
    return { entry, values, always: false, problem, holds: () => false };
  }
  const inner = entry.entries.map((one) => {
    const asked = asks(one, `${entry.field}.${one.field}`, context, fieldReader(one.field));
    return { ...asked, holds: (object: EventDocument) => negate(one.operator, asked.test(object)) };
  });
  const problem = inner.find((one) => one.problem !== undefined)?.problem;
  return {
    entry,
    values,
    always: false,
    ...(problem === undefined ? {} : { problem }),
    holds: (event) => objects.objects(event).some((object) => inner.every((one) => one.holds(object))),
  };
}

export function compileEntry(entry: ItemEntry, context: ItemContext): CompiledEntry {
  if (entry.type === 'nested') return nestedEntry(entry, context);
  if (entry.type === 'list') return listEntry(entry, context);
  return plainEntry(entry, context);
}
