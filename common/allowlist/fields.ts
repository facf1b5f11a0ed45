/** What is known about the type of a field: from a mapping, or guessed from its name. */
import type { FieldInfo, FieldSchema, Operator } from './types';

export type TypeFamily = 'keyword' | 'text' | 'number' | 'boolean' | 'ip' | 'date' | 'nested' | 'object' | 'opaque';

const families: Readonly<Record<string, TypeFamily>> = {
  keyword: 'keyword',
  constant_keyword: 'keyword',
  wildcard: 'keyword',
  version: 'keyword',
  flattened: 'keyword',
  text: 'text',
  match_only_text: 'text',
  search_as_you_type: 'text',
  annotated_text: 'text',
  long: 'number',
  integer: 'number',
  short: 'number',
  byte: 'number',
  unsigned_long: 'number',
  double: 'number',
  float: 'number',
  half_float: 'number',
  scaled_float: 'number',
  boolean: 'boolean',
  ip: 'ip',
  date: 'date',
  date_nanos: 'date',
  nested: 'nested',
  object: 'object',
};

/** How values of an Elasticsearch type are compared; `opaque` for types that exact values cannot ask. */
export function familyOf(type: string): TypeFamily {
  return families[type] ?? 'opaque';
}

/** Types that a `wildcard` condition may ask; on every other one the query fails. */
export function allowsWildcard(type: string): boolean {
  const family = familyOf(type);
  return family === 'keyword' || family === 'text';
}

function caseless(name: string, info: FieldInfo): FieldInfo {
  return name.endsWith('.caseless') && info.lowercase === undefined ? { ...info, lowercase: true } : info;
}

/**
 * A schema from field names and Elasticsearch types. Fields below a `flattened` field are known through it.
 * @param complete whether the fields are all that is mapped (default), so that others are unmapped
 */
export function fieldSchema(fields: Readonly<Record<string, string | FieldInfo>>, complete = true): FieldSchema {
  const known = new Map<string, FieldInfo>();
  for (const [name, value] of Object.entries(fields))
    known.set(name, caseless(name, typeof value === 'string' ? { type: value } : value));
  const parents = new Set<string>();
  for (const name of known.keys()) {
    for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1))
      parents.add(name.slice(0, dot));
  }
  return {
    complete,
    types: Object.fromEntries(Array.from(known, ([name, info]) => [name, info.type])),
    hasFieldsBelow: (path) => parents.has(path),
    field(name) {
      const own = known.get(name);
      if (own !== undefined) return own;
      for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
        const parent = known.get(name.slice(0, dot));
        if (parent !== undefined) return parent.type === 'flattened' ? parent : undefined;
      }
      return undefined;
    },
  };
}

/** The ECS convention in the last part of a name, for data whose mapping is not at hand. */
export function guessField(name: string): FieldInfo | undefined {
  const last = name.slice(name.lastIndexOf('.') + 1);
  if (last === 'ip') return { type: 'ip' };
  if (last === 'port') return { type: 'long' };
  if (name === '@timestamp') return { type: 'date' };
  if (last === 'caseless') return { type: 'keyword', lowercase: true };
  if (last === 'text') return { type: 'text' };
  return undefined;
}

export type FieldKnowledge =
  | { state: 'mapped'; info: FieldInfo }
  /** No index maps it. */
  | { state: 'unmapped' }
  /** No mapping is known: values are compared as they come. */
  | { state: 'unknown' };

export function knowledgeOf(schema: FieldSchema | undefined, field: string): FieldKnowledge {
  const info = schema?.field(field);
  if (info !== undefined) return { state: 'mapped', info };
  if (schema?.complete === true) return { state: 'unmapped' };
  const guess = guessField(field);
  return guess === undefined ? { state: 'unknown' } : { state: 'mapped', info: guess };
}

/** The nested object that a field lies in, or `undefined`: only a nested condition sees such a field. */
export function nestedParent(schema: FieldSchema | undefined, field: string): string | undefined {
  if (schema === undefined) return undefined;
  for (let dot = field.lastIndexOf('.'); dot > 0; dot = field.lastIndexOf('.', dot - 1)) {
    const parent = field.slice(0, dot);
    if (schema.field(parent)?.type === 'nested') return parent;
  }
  return undefined;
}

export function negate(operator: Operator, holds: boolean): boolean {
  return operator === 'excluded' ? !holds : holds;
}
