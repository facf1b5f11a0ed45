import type { EcsDocument } from './types';

/** Elasticsearch refuses documents nested deeper than 20 objects by default; we leave room for arrays in between. */
export const MAX_NESTING = 40;

export type DocumentShape = 'nested' | 'dotted' | 'too_deep';

/**
 * Looks at every key of a document once: is it nested too deep to be worked with, and does it spell fields as dotted
 * keys (`{"event.category": ...}`), which Elasticsearch treats as the nested form?
 */
export function documentShape(value: unknown, depth = 0): DocumentShape {
  if (typeof value !== 'object' || value === null) return 'nested';
  if (depth >= MAX_NESTING) return 'too_deep';
  let shape: DocumentShape = 'nested';
  if (Array.isArray(value)) {
    for (const element of value) {
      const inner = documentShape(element, depth + 1);
      if (inner === 'too_deep') return inner;
      if (inner === 'dotted') shape = inner;
    }
    return shape;
  }
  for (const key in value) {
    if (key.includes('.')) shape = 'dotted';
    const inner = (value as EcsDocument)[key];
    if (typeof inner !== 'object' || inner === null) continue;
    const innerShape = documentShape(inner, depth + 1);
    if (innerShape === 'too_deep') return innerShape;
    if (innerShape === 'dotted') shape = innerShape;
  }
  return shape;
}

/** The same document with dotted keys written as nested objects. Where both spellings hold a field the later wins. */
export function expandDottedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(expandDottedKeys);
  if (typeof value !== 'object' || value === null) return value;
  const expanded = withoutPrototype();
  for (const [key, inner] of Object.entries(value)) {
    const path = key.split('.').filter((segment) => segment !== '');
    setPath(expanded, path.length === 0 ? [key] : path, expandDottedKeys(inner), withoutPrototype);
  }
  return expanded;
}

/** For keys that come from a document: `__proto__` is a key like any other here. */
function withoutPrototype(): EcsDocument {
  return Object.create(null) as EcsDocument;
}

/**
 * Sets a nested field, making the objects on the way. A plain value in the way is replaced; objects are merged.
 * @param make makes an object; the default is for paths of ours, not for keys that come from a document
 */
export function setPath(
  document: EcsDocument,
  path: readonly string[],
  value: unknown,
  make: () => EcsDocument = () => ({}),
): void {
  let target = document;
  for (let at = 0; at < path.length - 1; at += 1) {
    const key = path[at] as string;
    const next = target[key];
    if (isDocument(next)) target = next;
    else target = target[key] = make();
  }
  const last = path[path.length - 1] as string;
  const present = target[last];
  if (isDocument(present) && isDocument(value)) {
    for (const [key, inner] of Object.entries(value)) setPath(present, [key], inner, make);
  } else {
    target[last] = value;
  }
}

/** True for a JSON object. */
export function isDocument(value: unknown): value is EcsDocument {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
