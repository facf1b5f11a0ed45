/** Types as Elasticsearch's verifier names and compares them. */
import type { EqlField, EqlLiteral } from '../ast';
import { didYouMean } from '../suggestions';
import type { EqlSchema } from '../types';
import { familyOf } from '../values/field_types';

export interface CheckedType {
  /** As messages spell it: `keyword`, `long`, `datetime`, `null`, … */
  readonly name: string;
  /** For text fields: the field has no exact sub-field, so it cannot be compared. */
  readonly inexact?: boolean;
}

/** Without a schema a field may be of any type. */
export const UNKNOWN_TYPE: CheckedType = { name: 'unknown' };

const STRINGS = new Set(['keyword', 'text', 'constant_keyword', 'wildcard', 'match_only_text']);
const INTEGERS = new Set(['byte', 'short', 'integer', 'long', 'unsigned_long']);
const FLOATS = new Set(['half_float', 'float', 'double', 'scaled_float']);

export function isString({ name }: CheckedType): boolean {
  return STRINGS.has(name);
}

export function isInteger({ name }: CheckedType): boolean {
  return INTEGERS.has(name);
}

export function isFloat({ name }: CheckedType): boolean {
  return FLOATS.has(name);
}

export function isNumeric(type: CheckedType): boolean {
  return isInteger(type) || isFloat(type);
}

/** Nothing is known against it: null, or a field without schema. */
export function isOpen(type: CheckedType): boolean {
  return type === UNKNOWN_TYPE || type.name === 'null';
}

export function areCompatible(a: CheckedType, b: CheckedType): boolean {
  return isOpen(a) || isOpen(b) || a.name === b.name || (isString(a) && isString(b)) || (isNumeric(a) && isNumeric(b));
}

export function literalType({ type }: EqlLiteral): CheckedType {
  return { name: type === 'string' ? 'keyword' : type };
}

/** The type of a field, or why it cannot be used. An unmapped optional field is null. */
export function resolveField(
  { name, optional }: EqlField,
  schema: EqlSchema | undefined,
): { readonly type: CheckedType } | { readonly problem: string } {
  if (!schema) return { type: UNKNOWN_TYPE };
  const problem = fieldProblem(name, schema);
  if (problem?.startsWith('Unknown column') && optional) return { type: { name: 'null' } };
  if (problem !== undefined) return { problem };
  const esType = schema[name]!;
  if (esType === 'date' || esType === 'date_nanos') return { type: { name: 'datetime' } };
  if (esType === 'text' || esType === 'match_only_text')
    return { type: { name: 'text', inexact: !hasExactSubField(name, schema) } };
  return { type: { name: esType } };
}

function hasExactSubField(name: string, schema: EqlSchema): boolean {
  return Object.entries(schema).some(
    ([other, type]) => other.startsWith(`${name}.`) && familyOf(type) === 'string' && type !== 'text',
  );
}

/** Why the field cannot be used, or undefined. */
export function fieldProblem(name: string, schema: EqlSchema): string | undefined {
  const nested = nestedParent(name, schema);
  const type = Object.hasOwn(schema, name) ? schema[name]! : undefined;
  if (type !== undefined && nested !== undefined) {
    return `Cannot use field [${name}] type [${type}] with unsupported nested type in hierarchy (field [${nested}])`;
  }
  if (type === 'nested') {
    return `Cannot use field [${name}] type [nested] due to nested fields not being supported yet`;
  }
  if (type === 'object' || (type === undefined && isObject(name, schema))) {
    return `Cannot use field [${name}] type [object] only its subfields`;
  }
  if (type === undefined) return `Unknown column [${name}]${didYouMean(name, usableFields(schema))}`;
  return familyOf(type) === 'unsupported' ? `Cannot use field [${name}] with unsupported type [${type}]` : undefined;
}

function nestedParent(name: string, schema: EqlSchema): string | undefined {
  const parts = name.split('.');
  for (let length = 1; length < parts.length; length++) {
    const parent = parts.slice(0, length).join('.');
    if (Object.hasOwn(schema, parent) && schema[parent] === 'nested') return parent;
  }
  return undefined;
}

function isObject(name: string, schema: EqlSchema): boolean {
  return Object.keys(schema).some((other) => other.startsWith(`${name}.`));
}

function* usableFields(schema: EqlSchema): Iterable<string> {
  for (const [name, type] of Object.entries(schema)) if (familyOf(type) !== 'unsupported') yield name;
}
