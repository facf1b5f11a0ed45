/** The mapping that KQL and filters need: the given schema, or one that is guessed from events. */
import { fieldSchema, type FieldSchema } from '../allowlist';
import { guessField } from '../allowlist/fields';
import type { IndexMapping } from '../query_dsl';
import type { RecordedEvent } from './types';

function typeOf(name: string, value: unknown): string {
  const guess = guessField(name);
  if (guess !== undefined) return guess.type;
  if (typeof value === 'number') return Number.isInteger(value) ? 'long' : 'double';
  return typeof value === 'boolean' ? 'boolean' : 'keyword';
}

function collect(node: unknown, path: string, into: Record<string, string>): void {
  if (node === null || node === undefined) return;
  if (Array.isArray(node)) {
    for (const element of node) collect(element, path, into);
  } else if (typeof node === 'object') {
    for (const [key, value] of Object.entries(node)) collect(value, path === '' ? key : `${path}.${key}`, into);
  } else if (into[path] === undefined) into[path] = typeOf(path, node);
}

function guessed(sample: readonly RecordedEvent[]): IndexMapping {
  const types: Record<string, string> = Object.create(null);
  for (const event of sample) collect(event._source, '', types);
  return { schema: fieldSchema(types), names: Object.keys(types) };
}

const bySample = new WeakMap<object, IndexMapping>();

/** @param sampleKey the same object for the same sample, so that types are guessed once */
export function mappingOf(
  schema: FieldSchema | undefined,
  sampleKey: object,
  sample: () => readonly RecordedEvent[],
): IndexMapping {
  if (schema?.types !== undefined) return { schema, names: Object.keys(schema.types) };
  const known = bySample.get(sampleKey);
  if (known !== undefined) return known;
  const mapping = guessed(sample());
  bySample.set(sampleKey, mapping);
  return mapping;
}
