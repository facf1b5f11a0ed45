/**
 * Reading a field of an event the way Elasticsearch indexes it: objects and dotted names are the same thing, arrays are
 * sets of values, `null` is no value. Adds to the engine's reader what exceptions need: multi-fields, objects, presence.
 */
import { fieldReader as rawReader, scalars } from '../eql/values/fields';
import type { EventDocument } from './types';

export type Leaf = string | number | boolean;

/** Looks a field up in events. Compiled once per field, since every event asks the same path. */
export interface FieldReader {
  /** All values of the field, in order. Objects are no values. */
  values(event: EventDocument): Leaf[];
  /** The field, or anything below it, has a value. */
  present(event: EventDocument): boolean;
  /** The objects at this path, for nested conditions. */
  objects(event: EventDocument): EventDocument[];
}

/** Multi-fields hold the value of their parent under another analysis, so the event itself only has the parent. */
const multiFieldSuffixes = new Set(['caseless', 'text', 'keyword', 'wildcard']);

function isLeaf(value: unknown): value is Leaf {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function isObject(value: unknown): value is EventDocument {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasLeaf(node: unknown): boolean {
  return isLeaf(node) || (typeof node === 'object' && node !== null && Object.values(node).some(hasLeaf));
}

/** @param field path with dots, e.g. `process.Ext.code_signature.subject_name` */
export function fieldReader(field: string): FieldReader {
  const dot = field.lastIndexOf('.');
  const own = rawReader(field);
  const parent = dot > 0 && multiFieldSuffixes.has(field.slice(dot + 1)) ? rawReader(field.slice(0, dot)) : undefined;
  const leaves = (found: unknown): Leaf[] => scalars(found).filter(isLeaf);
  return {
    values(event) {
      const values = leaves(own(event));
      return values.length === 0 && parent !== undefined ? leaves(parent(event)) : values;
    },
    present: (event) => hasLeaf(own(event)) || (parent !== undefined && hasLeaf(parent(event))),
    objects(event) {
      const found = own(event);
      return [found].flat(Infinity).filter(isObject);
    },
  };
}

/** Every value of a field; for one-off questions. Use `fieldReader` where many events are asked. */
export function valuesOf(event: EventDocument, field: string): Leaf[] {
  return fieldReader(field).values(event);
}
