/**
 * Reading a field of an event the way Elasticsearch indexes it: objects and dotted names are the same thing, arrays are
 * sets of values, `null` is no value.
 */
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

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Calls `visit` with every node (value or object, never an array or null) at `segments` from position `from`. */
function walk(node: unknown, segments: readonly string[], from: number, visit: (node: unknown) => void): void {
  if (node === null || node === undefined) return;
  if (Array.isArray(node)) {
    for (const element of node) walk(element, segments, from, visit);
    return;
  }
  if (from === segments.length) {
    visit(node);
    return;
  }
  if (!isObject(node)) return;
  let key = '';
  for (let end = from; end < segments.length; end += 1) {
    key = end === from ? (segments[end] as string) : `${key}.${segments[end]}`;
    if (Object.prototype.hasOwnProperty.call(node, key)) walk(node[key], segments, end + 1, visit);
  }
}

function hasLeaf(node: unknown): boolean {
  if (node === null || node === undefined) return false;
  if (Array.isArray(node)) return node.some(hasLeaf);
  return isObject(node) ? Object.values(node).some(hasLeaf) : true;
}

/** @param field path with dots, e.g. `process.Ext.code_signature.subject_name` */
export function fieldReader(field: string): FieldReader {
  const segments = field.split('.');
  const last = segments[segments.length - 1] as string;
  const parent = segments.length > 1 && multiFieldSuffixes.has(last) ? segments.slice(0, -1) : undefined;

  const collect = (event: EventDocument, path: readonly string[]): Leaf[] => {
    const found: Leaf[] = [];
    walk(event, path, 0, (node) => {
      if (typeof node === 'string' || typeof node === 'number' || typeof node === 'boolean') found.push(node);
    });
    return found;
  };

  return {
    values(event) {
      const own = collect(event, segments);
      return own.length === 0 && parent !== undefined ? collect(event, parent) : own;
    },
    present(event) {
      let found = false;
      const note = (node: unknown): void => {
        found = found || hasLeaf(node);
      };
      walk(event, segments, 0, note);
      if (!found && parent !== undefined) walk(event, parent, 0, note);
      return found;
    },
    objects(event) {
      const found: EventDocument[] = [];
      walk(event, segments, 0, (node) => {
        if (isObject(node)) found.push(node);
      });
      return found;
    },
  };
}

/** Every value of a field; for one-off questions. Use `fieldReader` where many events are asked. */
export function valuesOf(event: EventDocument, field: string): Leaf[] {
  return fieldReader(field).values(event);
}
