/** Trees without their ranges, for comparing what two texts say. */
const PLACE = new Set(['range', 'categoryRange', 'text']);

/** A copy of a tree without places in the text: equal for texts that differ in layout only. */
export function withoutRanges(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutRanges);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => !PLACE.has(key))
      .map(([key, value]) => [key, withoutRanges(value)]),
  );
}
