/**
 * Bundled against installed, field by field, with the cause. Three ways: what pack and tuning want now, what is installed,
 * and what the workbench wrote last, as far as that is known.
 */

/**
 * Why an installed field differs from what is wanted.
 * - `pack_update`, `tuning`: ours moved on, theirs did not
 * - `edited`: changed elsewhere, ours did not move
 * - `edited_and_updated`: both changed
 * - `unknown`: what was written is not known, so it may be either
 */
export type DriftCause = 'pack_update' | 'tuning' | 'edited' | 'edited_and_updated' | 'unknown';

export interface FieldDrift<Field extends string = string> {
  field: Field;
  /** As installed; `null` when it is not set. */
  before: unknown;
  /** As pack and tuning want it; `null` when it should not be set. */
  after: unknown;
  cause: DriftCause;
}

type Fields<Field extends string> = Readonly<Partial<Record<Field, unknown>>>;

export interface DriftInput<Field extends string> {
  /** The fields that pack and tuning own, in the order in which a person wants to see differences. */
  fields: readonly Field[];
  wanted: Fields<Field>;
  installed: Fields<Field>;
  /** As the workbench wrote it last. */
  written?: Fields<Field>;
  /** What moved when only ours moved. */
  ourMove: 'pack_update' | 'tuning';
}

/** Stacks fill fields that were not sent with empty values; both mean "not set". */
function isUnset(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Equal content, whatever the order of keys; members that are `undefined` are not there. */
function isEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].every((key) => isEqual(left[key], right[key]));
}

/** The same value for the detection engine. */
export function sameValue(a: unknown, b: unknown): boolean {
  return (isUnset(a) && isUnset(b)) || isEqual(a, b);
}

function causeOf<Field extends string>(field: Field, input: DriftInput<Field>): DriftCause {
  const { written, installed, wanted, ourMove } = input;
  if (written === undefined) return 'unknown';
  if (sameValue(written[field], installed[field])) return ourMove;
  return sameValue(written[field], wanted[field]) ? 'edited' : 'edited_and_updated';
}

/** Every field that is not as wanted. */
export function driftOf<Field extends string>(input: DriftInput<Field>): Array<FieldDrift<Field>> {
  return input.fields
    .filter((field) => !sameValue(input.installed[field], input.wanted[field]))
    .map((field) => ({
      field,
      before: input.installed[field] ?? null,
      after: input.wanted[field] ?? null,
      cause: causeOf(field, input),
    }));
}

/** Changed elsewhere, or perhaps: taken back only when someone asks for it. */
export function isUserEdit({ cause }: Pick<FieldDrift, 'cause'>): boolean {
  return cause !== 'pack_update' && cause !== 'tuning';
}
