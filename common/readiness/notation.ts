/** Fields that events write in two ways: as nested objects and as names with dots. */
import type { EventDocument } from '../allowlist';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Is some part of the path a key with a dot in it? `undefined` when the event lacks the field. */
function isDotted(event: EventDocument, segments: readonly string[]): boolean | undefined {
  const [first, ...rest] = segments;
  if (first === undefined) return false;
  if (rest.length === 0) return Object.hasOwn(event, first) ? false : undefined;
  for (let taken = segments.length; taken > 1; taken -= 1) {
    if (Object.hasOwn(event, segments.slice(0, taken).join('.'))) return true;
  }
  const child = Object.hasOwn(event, first) ? event[first] : undefined;
  return isObject(child) ? isDotted(child, rest) : undefined;
}

/** Names of those fields that occur both ways in the events. */
export function mixedNotation(events: readonly EventDocument[], fields: readonly string[]): string[] {
  return fields.filter((field) => {
    const segments = field.split('.');
    const seen = new Set(events.map((event) => isDotted(event, segments)));
    return seen.has(true) && seen.has(false);
  });
}
