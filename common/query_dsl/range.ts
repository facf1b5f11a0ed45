/** `range` clauses by field type. Keywords and words compare by code point, addresses as 16 bytes. */
import { parseDateText } from '../allowlist/dates';
import { familyOf } from '../allowlist/fields';
import { parseIp } from '../allowlist/ip';
import type { Leaf } from '../allowlist/values';
import { analyze } from './analyze';
import { isWholeType, limitProblem } from './number_limits';
import { parseDateInZone } from './time_zone';
import { QueryRefused, type RangeBounds, type Scalar } from './types';
import type { FieldInfo } from '../allowlist/types';

type Bound = 'gt' | 'gte' | 'lt' | 'lte';
const BOUNDS: readonly Bound[] = ['gt', 'gte', 'lt', 'lte'];
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Order of two texts by code point, which is the order of their UTF-8 bytes. */
const compareText = (a: string, b: string): number => {
  const left = Array.from(a);
  const right = Array.from(b);
  for (let at = 0; at < left.length && at < right.length; at += 1) {
    const difference = (left[at] as string).codePointAt(0)! - (right[at] as string).codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
};

const compareNumbers = (a: number | bigint, b: number | bigint): number => (a < b ? -1 : a > b ? 1 : 0);

const holds = (bound: Bound, order: number): boolean =>
  bound === 'gt' ? order > 0 : bound === 'gte' ? order >= 0 : bound === 'lt' ? order < 0 : order <= 0;

/** The instant a date bound stands for: a text without a time means its whole day, from the end that the bound asks. */
const dateBound = (bound: Bound, value: Scalar, zone: string | undefined, now: number, field: string): number => {
  const text = String(value);
  const parsed = parseDateInZone(text, now, zone);
  if (parsed === undefined)
    throw new QueryRefused(
      'bad_date',
      `failed to parse date field [${text}] with format [strict_date_optional_time||epoch_millis]`,
      field,
    );
  return bound === 'gt' || bound === 'lte' ? parsed.last : parsed.first;
};

const numberBound = (value: Scalar, type: string, field: string): number => {
  const text = isWholeType(type) ? String(value) : String(value).trim();
  if (!NUMBER.test(text)) throw new QueryRefused('bad_number', `For input string: "${text}"`, field);
  const problem = limitProblem(type, text);
  if (problem !== undefined) throw new QueryRefused('bad_number', problem, field);
  return Number(text);
};

const booleanBound = (value: Scalar, field: string): number => {
  const text = String(value);
  if (text !== 'true' && text !== 'false')
    throw new QueryRefused('bad_boolean', `Can't parse boolean value [${text}], expected [true] or [false]`, field);
  return text === 'true' ? 1 : 0;
};

const ipBound = (value: Scalar, field: string): bigint => {
  const address = parseIp(String(value));
  if (address === undefined) throw new QueryRefused('bad_ip', `'${String(value)}' is not an IP string literal.`, field);
  return address;
};

/** One bound as a test of one value. */
const boundTest = (
  bound: Bound,
  asked: Scalar,
  info: FieldInfo,
  field: string,
  bounds: RangeBounds,
  now: number,
): ((value: Leaf) => boolean) => {
  switch (familyOf(info.type)) {
    case 'keyword': {
      const text = String(asked);
      const { ignoreAbove = Infinity } = info;
      return (value) => String(value).length <= ignoreAbove && holds(bound, compareText(String(value), text));
    }
    case 'text': {
      const text = String(asked);
      return (value) => analyze(String(value)).some((word) => holds(bound, compareText(word, text)));
    }
    case 'number': {
      const number = numberBound(asked, info.type, field);
      const round = info.type === 'float' ? Math.fround : (it: number): number => it;
      return (value) => value !== '' && holds(bound, compareNumbers(round(Number(value)), round(number)));
    }
    case 'boolean': {
      const flag = booleanBound(asked, field);
      return (value) => holds(bound, (String(value) === 'true' ? 1 : 0) - flag);
    }
    case 'ip': {
      const address = ipBound(asked, field);
      return (value) => {
        const own = parseIp(String(value));
        return own !== undefined && holds(bound, compareNumbers(own, address));
      };
    }
    case 'date': {
      const instant = dateBound(bound, asked, bounds.time_zone, now, field);
      return (value) => {
        const own = parseDateText(String(value), now);
        return own !== undefined && holds(bound, own.first - instant);
      };
    }
    default:
      throw new QueryRefused(
        'unsupported',
        `Field [${field}] of type [${info.type}] does not support range queries`,
        field,
      );
  }
};

/** Every bound must hold for one and the same value. A bound of `null` is open. */
export const rangeTest = (
  info: FieldInfo,
  field: string,
  bounds: RangeBounds,
  now: number,
): ((value: Leaf) => boolean) => {
  const tests = BOUNDS.flatMap((bound) => {
    const asked = bounds[bound];
    return asked === undefined || asked === null ? [] : [boundTest(bound, asked, info, field, bounds, now)];
  });
  if (familyOf(info.type) === 'text' && tests.length > 1) {
    // Words are the values of a text field: all bounds must hold for one word.
    return (value) => analyze(String(value)).some((word) => tests.every((test) => test(word)));
  }
  return (value) => tests.every((test) => test(value));
};
