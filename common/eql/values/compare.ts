/** Comparison of computed values: values of different kinds do not compare, and null compares to nothing. */
import { Address, compareAddresses } from './addresses';
import type { Value } from './field_types';
import { Instant } from './instants';
import { compareNumbers, type EqlNumber } from './numbers';
import { compareUnits } from './text';
import { Version } from './versions';

export function isNumber(value: Value): value is EqlNumber {
  return typeof value === 'number' || typeof value === 'bigint';
}

/** Negative, zero, positive; null when the two do not compare. */
export function compareValues(a: Value, b: Value): number | null {
  if (a === null || b === null) return null;
  if (isNumber(a)) return isNumber(b) ? compareNumbers(a, b) : null;
  if (typeof a === 'string') return typeof b === 'string' ? compareUnits(a, b) : null;
  if (typeof a === 'boolean') return typeof b === 'boolean' ? Number(a) - Number(b) : null;
  if (a instanceof Instant) return b instanceof Instant ? a.compare(b) : null;
  if (a instanceof Address) return b instanceof Address ? compareAddresses(a, b) : null;
  return b instanceof Version ? a.compare(b) : null;
}

export function equalValues(a: Value, b: Value): boolean | null {
  const order = compareValues(a, b);
  return order === null ? null : order === 0;
}
