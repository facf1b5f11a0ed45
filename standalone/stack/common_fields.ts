import { isDocument } from '../events_in/document_shape';

type Source = Readonly<Record<string, unknown>>;

/** What all documents have in common: equal values, the members that lists share, and so on inside objects. */
export function commonFields(sources: readonly Source[]): Record<string, unknown> {
  const [first, ...others] = sources;
  if (!first) return {};
  return others.reduce<Record<string, unknown>>((shared, other) => intersectObjects(shared, other), { ...first });
}

function intersectObjects(a: Source, b: Source): Record<string, unknown> {
  const shared: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(a)) {
    if (!Object.hasOwn(b, key)) continue;
    const common = intersect(value, b[key]);
    if (common !== undefined) shared[key] = common;
  }
  return shared;
}

function intersect(a: unknown, b: unknown): unknown {
  if (isDocument(a) && isDocument(b)) {
    const shared = intersectObjects(a, b);
    return Object.keys(shared).length > 0 ? shared : undefined;
  }
  if (Array.isArray(a) || Array.isArray(b)) {
    const other = new Set((Array.isArray(b) ? b : [b]).map((value) => JSON.stringify(value)));
    return (Array.isArray(a) ? a : [a]).filter((value) => other.has(JSON.stringify(value)));
  }
  return a === b ? a : undefined;
}
