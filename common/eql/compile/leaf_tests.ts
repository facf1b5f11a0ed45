/** One test per leaf of a plan: from a scalar of the document to true or false, by the type of the field. */
import type { FieldType } from '../values/field_types';
import { isSinglePrecision, rawBoolean, rawNumber, rawText, toValue, valueText } from '../values/field_types';
import { compareAddresses, networkSet, parseAddress, parseNetwork } from '../values/addresses';
import type { ScalarTest } from '../values/fields';
import { type Instant, type InstantRange, parseInstantLiteral } from '../values/instants';
import { parseNumber } from '../values/numbers';
import { luceneRegex } from '../values/regex/lucene';
import { compareCodePoints, foldAscii } from '../values/text';
import { Version } from '../values/versions';
import { type TextTest, wildcardSet } from '../values/wildcards';
import { Instant as InstantValue } from '../values/instants';
import type { AffixPlace, Constant, OrderOperator } from './plan';

const never: ScalarTest = () => false;
export const always: ScalarTest = () => true;

/** `field == constant`: the constant's text is read as the field's type; one that cannot be read never matches. */
export function equalsTest(value: Constant, type: FieldType): ScalarTest {
  switch (type.family) {
    case 'string': {
      const text = valueText(value);
      return (raw) => raw === text || (typeof raw !== 'string' && rawText(raw) === text);
    }
    case 'dynamic':
      return dynamicEquals(value);
    case 'integer':
    case 'float': {
      const number = numberFor(value, type);
      if (number === null) return never;
      return (raw) => numberOf(raw, type) === number;
    }
    case 'boolean': {
      const wanted = rawBoolean(typeof value === 'boolean' ? value : valueText(value));
      return wanted === null ? never : (raw) => raw === wanted || rawBoolean(raw) === wanted;
    }
    case 'date': {
      const range = dateRange(value);
      if (!range) return never;
      return (raw) => isBetween(instantOf(raw, type), range);
    }
    case 'ip': {
      const network = parseNetwork(valueText(value));
      return network ? textual(networkSet([network])) : never;
    }
    case 'version': {
      const wanted = new Version(valueText(value));
      return (raw) => typeof raw === 'string' && new Version(raw).compare(wanted) === 0;
    }
    case 'unsupported':
      return never;
  }
}

/** Without a schema a value is what it looks like; what looks different is compared by text. */
function dynamicEquals(value: Constant): ScalarTest {
  const text = valueText(value);
  if (typeof value === 'string') return (raw) => raw === text || (typeof raw !== 'string' && rawText(raw) === text);
  if (typeof value === 'boolean') return (raw) => raw === value || raw === text;
  const number = Number(value);
  return (raw) => raw === number || raw === text;
}

function numberFor(value: Constant, type: FieldType): number | null {
  const read = typeof value === 'string' ? parseNumber(value) : value;
  if (typeof read !== 'number' && typeof read !== 'bigint') return null;
  const number = Number(read);
  const limit = type.esType === 'integer' ? 2 ** 31 : type.esType === 'long' ? 2 ** 63 : Infinity;
  if (number < -limit || number >= limit) return null;
  return isSinglePrecision(type) ? Math.fround(number) : number;
}

function numberOf(raw: unknown, type: FieldType): number | null {
  const number = rawNumber(raw);
  if (number === null) return null;
  return type.family === 'integer' ? Math.trunc(number) : isSinglePrecision(type) ? Math.fround(number) : number;
}

function dateRange(value: Constant): InstantRange | null {
  if (typeof value === 'number' || typeof value === 'bigint') {
    const at = new InstantValue(Number(value));
    return { from: at, to: at };
  }
  return typeof value === 'string' ? parseInstantLiteral(value, Date.now()) : null;
}

function instantOf(raw: unknown, type: FieldType): Instant | null {
  return toValue(raw, type) as Instant | null;
}

function isBetween(at: Instant | null, { from, to }: InstantRange): boolean {
  return at !== null && at.compare(from) >= 0 && at.compare(to) <= 0;
}

function textual(test: TextTest): ScalarTest {
  return (raw) => test(typeof raw === 'string' ? raw : rawText(raw));
}

function accepts(op: OrderOperator): (order: number) => boolean {
  switch (op) {
    case '<':
      return (order) => order < 0;
    case '<=':
      return (order) => order <= 0;
    case '>':
      return (order) => order > 0;
    case '>=':
      return (order) => order >= 0;
  }
}

/** `field < constant` and its like, read like `equalsTest`. */
export function orderTest(op: OrderOperator, value: Constant, type: FieldType): ScalarTest {
  const accept = accepts(op);
  switch (type.family) {
    case 'string': {
      const text = valueText(value);
      return (raw) => accept(compareCodePoints(rawText(raw), text));
    }
    case 'dynamic': {
      const text = valueText(value);
      const number = numberFor(value, type);
      return (raw) => {
        if (typeof raw === 'string') return accept(compareCodePoints(raw, text));
        return typeof raw === 'number' && number !== null && accept(raw - number);
      };
    }
    case 'integer':
    case 'float': {
      const number = numberFor(value, type);
      if (number === null) return never;
      return (raw) => {
        const actual = numberOf(raw, type);
        return actual !== null && accept(actual - number);
      };
    }
    case 'boolean': {
      const wanted = rawBoolean(value);
      return wanted === null ? never : (raw) => accept(Number(rawBoolean(raw)) - Number(wanted));
    }
    case 'date': {
      const range = dateRange(value);
      if (!range) return never;
      const bound = op === '<' || op === '>=' ? range.from : range.to;
      return (raw) => {
        const at = instantOf(raw, type);
        return at !== null && accept(at.compare(bound));
      };
    }
    case 'ip': {
      const bound = parseAddress(valueText(value));
      if (!bound) return never;
      return (raw) => {
        const address = typeof raw === 'string' ? parseAddress(raw) : null;
        return address !== null && accept(compareAddresses(address, bound));
      };
    }
    case 'version': {
      const bound = new Version(valueText(value));
      return (raw) => typeof raw === 'string' && accept(new Version(raw).compare(bound));
    }
    case 'unsupported':
      return never;
  }
}

/** `field in (…)`: hash sets for texts and numbers; `in~` folds ASCII and has no wildcards. */
export function inTest(values: readonly Constant[], caseInsensitive: boolean, type: FieldType): ScalarTest {
  if (type.family !== 'string' && type.family !== 'dynamic' && type.family !== 'integer') {
    const tests = values.map((value) => equalsTest(value, type));
    return (raw) => tests.some((test) => test(raw));
  }
  if (caseInsensitive) {
    const folded = new Set(values.map((value) => foldAscii(valueText(value))));
    folded.delete('');
    return textual((text) => folded.has(foldAscii(text)));
  }
  if (values.length === 1) return equalsTest(values[0]!, type);
  if (type.family === 'integer') return integerIn(values, type);
  const texts = new Set(values.map(valueText));
  const numbers = new Set<number>();
  for (const value of values) if (typeof value === 'number' || typeof value === 'bigint') numbers.add(Number(value));
  if (numbers.size === 0) return textual((text) => texts.has(text));
  return (raw) => (typeof raw === 'number' ? numbers.has(raw) || texts.has(String(raw)) : texts.has(rawText(raw)));
}

/** Compared as the field is indexed: text is read as a number, a fraction is cut off. */
function integerIn(values: readonly Constant[], type: FieldType): ScalarTest {
  const numbers = new Set(values.flatMap((value) => numberFor(value, type) ?? []));
  return (raw) => {
    const number = numberOf(raw, type);
    return number !== null && numbers.has(number);
  };
}

export function wildcardTest(patterns: readonly string[], caseInsensitive: boolean): ScalarTest {
  const set = wildcardSet(patterns, caseInsensitive);
  return set.matchesAny ? always : textual(set.test);
}

export function regexTest(patterns: readonly string[], caseInsensitive: boolean): ScalarTest {
  // On a field the folding search for the empty text finds nothing.
  const kept = caseInsensitive ? patterns.filter((pattern) => pattern !== '') : patterns;
  return kept.length === 0 ? never : textual(luceneRegex(kept, caseInsensitive));
}

/** `startsWith`, `endsWith`, `stringContains` of a field and a constant; the empty text is in every value. */
export function affixTest(place: AffixPlace, text: string, caseInsensitive: boolean): ScalarTest {
  const part = caseInsensitive ? foldAscii(text) : text;
  const test = affix(place, part);
  return textual(caseInsensitive ? (value) => test(foldAscii(value)) : test);
}

function affix(place: AffixPlace, part: string): TextTest {
  switch (place) {
    case 'start':
      return (value) => value.startsWith(part);
    case 'end':
      return (value) => value.endsWith(part);
    case 'anywhere':
      return (value) => value.includes(part);
  }
}

/** `cidrMatch`; a block that is none makes the condition null. */
export function networkTest(blocks: readonly string[]): ScalarTest {
  const networks = blocks.map(parseNetwork);
  const good = networks.filter((network) => network !== null);
  if (good.length < networks.length) return never;
  const inside = networkSet(good);
  return (raw) => typeof raw === 'string' && inside(raw);
}
