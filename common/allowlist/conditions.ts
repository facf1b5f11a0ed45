/**
 * Tests of single values by field type: what `match_phrase`, `wildcard` and `terms` ask of Elasticsearch.
 * Facts: security-api 2.4 and the recorded answers of a live 8.12.2; a value that the type cannot parse fails the query.
 */
import { analyze, containsPhrase } from '../query_dsl/analyze';
import { isWholeType, limitProblem } from '../query_dsl/number_limits';
import { parseDateText } from './dates';
import { familyOf } from './fields';
import { inRange, parseIp, parseIpOrCidr } from './ip';
import type { FieldInfo } from './types';
import type { Leaf } from './values';
import { wildcardPattern } from './wildcard';

export type ValueTest = (value: Leaf) => boolean;

/** A test, or Elasticsearch's reason for refusing the query. */
export type TestResult = { test: ValueTest; problem?: undefined } | { test?: undefined; problem: string };

const never: ValueTest = () => false;
const javaDecimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
/** What Java reads as a number that is none. */
const javaNonNumber = /^[+-]?(?:NaN|Infinity)$/;

function textOf(value: Leaf): string {
  return typeof value === 'string' ? value : String(value);
}

/** The value as indexed, or `undefined` when it is too long to be indexed. */
function keywordOf(value: Leaf, info: FieldInfo): string | undefined {
  const text = textOf(value);
  if (info.ignoreAbove !== undefined && text.length > info.ignoreAbove) return undefined;
  return info.lowercase === true ? text.toLowerCase() : text;
}

function numberOf(value: Leaf): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean' || value.trim() === '') return undefined;
  const parsed = Number(value);
  return Number.isNaN(parsed) ? undefined : parsed;
}

function numberTest(type: string, asked: string): TestResult {
  const trimmed = asked.trim();
  const inputString = `For input string: "${asked}"`;
  if (isWholeType(type) && javaNonNumber.test(trimmed)) return { test: never };
  if (!javaDecimal.test(trimmed)) return { problem: inputString };
  const wanted = Number(trimmed);
  const problem = limitProblem(type, trimmed);
  if (!isWholeType(type)) {
    if (problem !== undefined) return { problem };
    const round = type === 'float' ? Math.fround : (value: number): number => value;
    return {
      test: (value) => {
        const number = numberOf(value);
        return number !== undefined && round(number) === round(wanted);
      },
    };
  }
  // Whole-number types answer nothing for decimals, before they parse strictly.
  if (!Number.isFinite(wanted) || wanted % 1 !== 0) return { test: never };
  if (trimmed !== asked) return { problem: inputString };
  if (problem !== undefined) return { problem };
  return {
    test: (value) => {
      const number = numberOf(value);
      return number !== undefined && Math.trunc(number) === wanted;
    },
  };
}

function booleanTest(asked: string): TestResult {
  if (asked !== 'true' && asked !== 'false')
    return { problem: `Can't parse boolean value [${asked}], expected [true] or [false]` };
  // An empty string is indexed as false.
  return { test: (value) => (value === '' ? 'false' : textOf(value)) === asked };
}

function ipTest(asked: string): TestResult {
  const range = parseIpOrCidr(asked);
  if (range === undefined) return { problem: `'${asked}' is not an IP string literal.` };
  return {
    test: (value) => {
      const address = parseIp(textOf(value));
      return address !== undefined && inRange(address, range);
    },
  };
}

function dateTest(asked: string, now: number): TestResult {
  const wanted = parseDateText(asked, now);
  if (wanted === undefined)
    return { problem: `failed to parse date field [${asked}] with format [strict_date_optional_time||epoch_millis]` };
  return {
    test: (value) => {
      const at = parseDateText(textOf(value), now);
      return at !== undefined && at.first >= wanted.first && at.first <= wanted.last;
    },
  };
}

/** Exact equality (`match`, and each value of `match_any` and of value lists). */
export function equalsTest(info: FieldInfo, asked: string, now: number): TestResult {
  switch (familyOf(info.type)) {
    case 'keyword': {
      const wanted = info.lowercase === true ? asked.toLowerCase() : asked;
      return { test: (value) => keywordOf(value, info) === wanted };
    }
    case 'text': {
      const wanted = analyze(asked);
      return { test: (value) => containsPhrase(analyze(textOf(value)), wanted) };
    }
    case 'number':
      return numberTest(info.type, asked);
    case 'boolean':
      return booleanTest(asked);
    case 'ip':
      return ipTest(asked);
    case 'date':
      return dateTest(asked, now);
    case 'nested':
    case 'object':
      return { test: never };
    case 'opaque':
      return { problem: `Field of type [${info.type}] does not support match queries` };
  }
}

/** A `wildcard` condition. */
export function wildcardTest(info: FieldInfo, field: string, asked: string): TestResult {
  const family = familyOf(info.type);
  if (family === 'keyword') {
    const pattern = wildcardPattern(info.lowercase === true ? asked.toLowerCase() : asked);
    return {
      test: (value) => {
        const text = keywordOf(value, info);
        return text !== undefined && pattern.matches(text);
      },
    };
  }
  if (family === 'text') {
    const pattern = wildcardPattern(asked.toLowerCase());
    return { test: (value) => analyze(textOf(value)).some((token) => pattern.matches(token)) };
  }
  if (family === 'nested' || family === 'object') return { test: never };
  return {
    problem: `Can only use wildcard queries on keyword, text and wildcard fields - not on [${field}] which is of type [${info.type}]`,
  };
}

/** Equality where no mapping is known: numbers and booleans by their text. */
export function looseEqualsTest(asked: string): ValueTest {
  const number = javaDecimal.test(asked) ? Number(asked) : undefined;
  return (value) => (typeof value === 'number' && number !== undefined ? value === number : textOf(value) === asked);
}

export function looseWildcardTest(asked: string): ValueTest {
  const pattern = wildcardPattern(asked);
  return (value) => pattern.matches(textOf(value));
}

/** Is a value there at all, as far as the index knows (too long ones are not)? */
export function existsTest(info: FieldInfo): ValueTest {
  switch (familyOf(info.type)) {
    case 'keyword':
      return (value) => keywordOf(value, info) !== undefined;
    case 'number':
      return (value) => numberOf(value) !== undefined;
    case 'ip':
      return (value) => parseIp(textOf(value)) !== undefined;
    case 'nested':
      return never;
    default:
      return () => true;
  }
}
