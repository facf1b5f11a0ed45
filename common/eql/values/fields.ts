import type { EventSource } from '../types';

/**
 * Reads one field of a document: a scalar, an array (possibly nested), or undefined when there is nothing. Documents may be
 * nested, flattened (`"process.name"`) or mixed, and arrays of objects yield the field of every element.
 */
export type FieldReader = (doc: EventSource) => unknown;

interface Step {
  readonly key: string;
  /** Index of the first part behind the key; equal to the number of parts at a leaf. */
  readonly next: number;
}

type Bag = Readonly<Record<string, unknown>>;

/** Names that a plain object inherits: they need an own-property test, all others are read directly. */
function isInherited(key: string): boolean {
  return key in Object.prototype;
}

export function fieldReader(name: string): FieldReader {
  let reader = known.get(name);
  if (!reader) {
    reader = makeReader(name);
    if (known.size < MAX_KNOWN) known.set(name, reader);
  }
  return reader;
}

/** Readers hold no state and rules ask for the same few hundred fields. */
const known = new Map<string, FieldReader>();
const MAX_KNOWN = 5_000;

function makeReader(name: string): FieldReader {
  const parts = name.split('.');
  if (parts.some(isInherited) || isInherited(name)) return guardedReader(parts);
  const [first, second] = parts;
  if (parts.length === 1) return (doc) => doc[name];
  if (parts.length === 2) return pairReader(name, first!, second!);
  const steps = stepsOf(parts);
  return (doc) => walk(doc, steps, 0, directly);
}

/** Most ECS fields have two parts: one nested and one flattened place to look. */
function pairReader(name: string, first: string, second: string): FieldReader {
  return (doc) => {
    const parent = doc[first];
    const flat = doc[name];
    if (typeof parent !== 'object' || parent === null) return flat;
    const nested = Array.isArray(parent) ? eachElement(parent, second) : (parent as Bag)[second];
    if (flat === undefined || flat === null) return nested;
    return nested === undefined || nested === null ? flat : [nested, flat];
  };
}

function eachElement(elements: readonly unknown[], key: string): unknown {
  const found: unknown[] = [];
  for (const element of elements) {
    if (Array.isArray(element)) found.push(eachElement(element, key));
    else if (typeof element === 'object' && element !== null) found.push((element as Bag)[key]);
  }
  return found;
}

function guardedReader(parts: readonly string[]): FieldReader {
  const steps = stepsOf(parts);
  return (doc) => walk(doc, steps, 0, ownOnly);
}

/** For every part, the keys that may start there: `process.parent.name`, then `process.parent`, then `process`. */
function stepsOf(parts: readonly string[]): Step[][] {
  return parts.map((_, from) => {
    const steps: Step[] = [];
    for (let next = from + 1; next <= parts.length; next++) {
      steps.push({ key: parts.slice(from, next).join('.'), next });
    }
    return steps;
  });
}

type Getter = (bag: Bag, key: string) => unknown;
const directly: Getter = (bag, key) => bag[key];
const ownOnly: Getter = (bag, key) => (Object.hasOwn(bag, key) ? bag[key] : undefined);

function walk(bag: Bag, steps: readonly Step[][], from: number, get: Getter): unknown {
  let found: unknown;
  for (const step of steps[from]!) {
    const value = get(bag, step.key);
    if (value === undefined || value === null) continue;
    const got = step.next === steps.length ? value : descend(value, steps, step.next, get);
    if (got === undefined) continue;
    found = found === undefined ? got : [found, got];
  }
  return found;
}

function descend(value: unknown, steps: readonly Step[][], from: number, get: Getter): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!Array.isArray(value)) return walk(value as Bag, steps, from, get);
  const found: unknown[] = [];
  for (const element of value) {
    const got = descend(element, steps, from, get);
    if (got !== undefined) found.push(got);
  }
  return found.length === 0 ? undefined : found;
}

/** Tests one scalar: string, number or boolean. */
export type ScalarTest = (value: unknown) => boolean;

/** Any scalar in what a reader gave. Nulls and objects are no values. */
export function anyScalar(found: unknown, test: ScalarTest): boolean {
  if (found === undefined || found === null) return false;
  if (typeof found !== 'object') return test(found);
  if (!Array.isArray(found)) return false;
  for (const element of found) if (anyScalar(element, test)) return true;
  return false;
}

/** All scalars in what a reader gave, in order. */
export function scalars(found: unknown, into: unknown[] = []): unknown[] {
  if (found === undefined || found === null) return into;
  if (typeof found !== 'object') into.push(found);
  else if (Array.isArray(found)) for (const element of found) scalars(element, into);
  return into;
}
