import type { EqlField } from '../ast';
import type { EventSource, JoinKey, KeyReader, KeyValue } from '../types';
import { type FieldReader, scalars } from '../values/fields';
import { type FieldType, toValue, type Value } from '../values/field_types';
import { Instant } from '../values/instants';
import type { FieldAccess } from './filter';

const NO_KEYS: readonly JoinKey[] = [];
const ONE_MACHINE: readonly JoinKey[] = [{ id: '', values: [] }];

/** Key tuples of one event at most, when several key fields hold long arrays. */
const MAX_TUPLES = 10_000;

/** Sequences answer date keys as ISO 8601, samples as epoch milliseconds (they come from an aggregation). */
export type DateKeys = 'iso' | 'millis';

interface KeyPart {
  readonly dates: DateKeys;
  readonly read: FieldReader;
  readonly type: FieldType;
  readonly optional: boolean;
}

/**
 * Reads the key tuples of a stage. An array gives one tuple per distinct value, several arrays their product. A missing part
 * excludes the event unless the key is optional, when null is a value like any other.
 */
export function compileKeys(
  fields: readonly EqlField[],
  access: FieldAccess,
  isUnmapped: ((field: EqlField) => boolean) | undefined,
  dates: DateKeys,
): KeyReader {
  if (fields.length === 0) return () => ONE_MACHINE;
  const parts = fields.map((field): KeyPart => {
    const read = isUnmapped?.(field) ? () => undefined : access.reader(field.name);
    return { read, type: access.typeOf(field.name), optional: field.optional, dates };
  });
  return (doc) => tuplesOf(doc, parts);
}

function tuplesOf(doc: EventSource, parts: readonly KeyPart[]): readonly JoinKey[] {
  let tuples: JoinKey[] = [];
  for (let at = 0; at < parts.length; at++) {
    const choices = choicesOf(doc, parts[at]!);
    if (choices.length === 0) return NO_KEYS;
    if (at === 0) tuples = choices;
    else if (choices.length === 1 && tuples.length === 1) tuples = [joined(tuples[0]!, choices[0]!)];
    else tuples = product(tuples, choices);
  }
  return tuples;
}

function product(tuples: readonly JoinKey[], choices: readonly JoinKey[]): JoinKey[] {
  const made: JoinKey[] = [];
  for (const tuple of tuples) {
    for (const choice of choices) {
      if (made.length === MAX_TUPLES) return made;
      made.push(joined(tuple, choice));
    }
  }
  return made;
}

function joined(tuple: JoinKey, part: JoinKey): JoinKey {
  return { id: tuple.id + part.id, values: [...tuple.values, ...part.values] };
}

function choicesOf(doc: EventSource, { read, type, optional, dates }: KeyPart): JoinKey[] {
  const found = read(doc);
  if (typeof found === 'string' && (type.family === 'string' || type.family === 'dynamic'))
    return [textPart('s', found)];
  const choices = new Map<string, JoinKey>();
  for (const raw of scalars(found)) {
    const value = toValue(raw, type);
    if (value === null) continue;
    const part = keyPart(value, dates);
    choices.set(part.id, part);
  }
  if (choices.size === 0) return optional ? [{ id: '-', values: [null] }] : [];
  return [...choices.values()];
}

/** The length in front keeps tuples of texts apart, whatever the texts hold. */
function textPart(kind: string, text: string): JoinKey {
  return { id: `${kind}${text.length}:${text}`, values: [text] };
}

/** Equal ids for values that join: strings exactly, numbers by value. */
function keyPart(value: Exclude<Value, null>, dates: DateKeys): JoinKey {
  if (typeof value === 'string') return textPart('s', value);
  if (typeof value === 'boolean') return { id: `b${value};`, values: [value] };
  if (typeof value === 'number' || typeof value === 'bigint') return numberPart(Number(value));
  if (!(value instanceof Instant)) return textPart('t', String(value));
  return dates === 'millis' ? numberPart(value.millis) : textPart('t', value.toISOString());
}

function numberPart(value: number): JoinKey {
  return { id: `n${value};`, values: [value] };
}

/** Ascending, null first, false before true, numbers by value, texts by code unit. */
export function compareKeys(a: readonly KeyValue[], b: readonly KeyValue[]): number {
  for (let i = 0; i < a.length; i++) {
    const order = compareKeyValues(a[i]!, b[i]!);
    if (order !== 0) return order;
  }
  return 0;
}

function compareKeyValues(a: KeyValue, b: KeyValue): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  if (typeof a === 'string' || typeof b === 'string') return String(a) < String(b) ? -1 : 1;
  return Number(a) - Number(b);
}
