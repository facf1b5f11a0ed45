import type { EqlSchema } from '../types';
import { type Address, parseAddress } from './addresses';
import { Instant, parseInstant } from './instants';
import { numberText, parseNumber } from './numbers';
import { Version } from './versions';

/**
 * How values of a field behave. `dynamic` is a field of unknown type (no schema): each value is what it looks like in the
 * document, and compares by text where literal and value look different.
 */
export type Family = 'string' | 'integer' | 'float' | 'boolean' | 'date' | 'ip' | 'version' | 'dynamic' | 'unsupported';

const FAMILIES: Readonly<Record<string, Family>> = {
  keyword: 'string',
  constant_keyword: 'string',
  wildcard: 'string',
  text: 'string',
  match_only_text: 'string',
  boolean: 'boolean',
  byte: 'integer',
  short: 'integer',
  integer: 'integer',
  long: 'integer',
  unsigned_long: 'integer',
  half_float: 'float',
  float: 'float',
  double: 'float',
  scaled_float: 'float',
  date: 'date',
  date_nanos: 'date',
  ip: 'ip',
  version: 'version',
};

export function familyOf(esType: string): Family {
  return Object.hasOwn(FAMILIES, esType) ? FAMILIES[esType]! : 'unsupported';
}

export interface FieldType {
  readonly family: Family;
  /** The Elasticsearch type, or `unknown` without a schema. */
  readonly esType: string;
}

const UNKNOWN: FieldType = { family: 'dynamic', esType: 'unknown' };

/**
 * The type of a field: as listed, or else two things are taken for granted: the timestamp field is a date, and fields named
 * `ip` hold addresses, as everywhere in ECS.
 */
export function fieldTypeOf(name: string, types: EqlSchema | undefined, timestampField: string): FieldType {
  if (types && Object.hasOwn(types, name)) {
    const esType = types[name]!;
    return { family: familyOf(esType), esType };
  }
  if (name === timestampField) return { family: 'date', esType: 'date' };
  return name === 'ip' || name.endsWith('.ip') ? { family: 'ip', esType: 'ip' } : UNKNOWN;
}

/** A value inside a computed expression. */
export type Value = null | boolean | bigint | number | string | Instant | Address | Version;

/** One scalar of a document as a value of its field's type; null when the field could not hold it. */
export function toValue(raw: unknown, type: FieldType): Value {
  switch (type.family) {
    case 'dynamic':
      return dynamicValue(raw);
    case 'string':
      return rawText(raw);
    case 'integer': {
      const number = typeof raw === 'string' ? parseNumber(raw) : raw;
      if (typeof number === 'bigint') return number;
      return typeof number === 'number' && Number.isFinite(number) ? BigInt(Math.trunc(number)) : null;
    }
    case 'float': {
      const number = rawNumber(raw);
      return number !== null && isSinglePrecision(type) ? Math.fround(number) : number;
    }
    case 'boolean':
      return rawBoolean(raw);
    case 'date':
      return typeof raw === 'string' || typeof raw === 'number' ? instantOf(raw, type) : null;
    case 'ip':
      return typeof raw === 'string' ? parseAddress(raw) : null;
    case 'version':
      return typeof raw === 'string' ? new Version(raw) : null;
    case 'unsupported':
      return null;
  }
}

function instantOf(raw: string | number, type: FieldType): Instant | null {
  const instant = parseInstant(raw);
  return instant && instant.nanos !== 0 && type.esType === 'date' ? new Instant(instant.millis) : instant;
}

export function isSinglePrecision(type: FieldType): boolean {
  return type.esType === 'float' || type.esType === 'half_float';
}

function dynamicValue(raw: unknown): Value {
  if (typeof raw === 'number') return Number.isInteger(raw) ? BigInt(raw) : raw;
  return typeof raw === 'string' || typeof raw === 'boolean' ? raw : null;
}

/** A scalar as text, the way a keyword field would index it. */
export function rawText(raw: unknown): string {
  return typeof raw === 'string' ? raw : String(raw);
}

export function rawNumber(raw: unknown): number | null {
  if (typeof raw === 'number') return raw;
  const parsed = typeof raw === 'string' ? parseNumber(raw) : null;
  return parsed === null ? null : Number(parsed);
}

export function rawBoolean(raw: unknown): boolean | null {
  if (typeof raw === 'boolean') return raw;
  if (raw === 'true') return true;
  return raw === 'false' || raw === '' ? false : null;
}

/** The `string()` function, and how a constant is handed to a field. */
export function valueText(value: Exclude<Value, null>): string {
  return typeof value === 'number' || typeof value === 'bigint' ? numberText(value) : String(value);
}
