/** What the functions compute, on values that are already read. Facts from eql-semantics section 9. */
import { Address, networkSet, parseNetwork } from '../values/addresses';
import { type Value, valueText } from '../values/field_types';
import { arithmetic, numberFunction } from '../values/numbers';
import { isNumber } from '../values/compare';

export type FunctionBody = (args: readonly Value[]) => Value;

/** Longest text a function may build, so that `concat` of a hostile query stays bounded. */
const MAX_TEXT = 10_000_000;

/** The body of a function by its lower-case name; `caseInsensitive` for its `~` form. */
export function functionBody(name: string, caseInsensitive: boolean): FunctionBody {
  const fold = caseInsensitive ? (text: string) => text.toLowerCase() : (text: string) => text;
  switch (name) {
    case 'add':
      return math('+');
    case 'subtract':
      return math('-');
    case 'multiply':
      return math('*');
    case 'divide':
      return math('/');
    case 'modulo':
      return math('%');
    case 'between':
      return (args) => between(args, fold);
    case 'cidrmatch':
      return cidrMatch;
    case 'concat':
      return concat;
    case 'startswith':
      return texts((text, part) => fold(text).startsWith(fold(part)));
    case 'endswith':
      return texts((text, part) => fold(text).endsWith(fold(part)));
    case 'stringcontains':
      return texts((text, part) => text !== '' && part !== '' && fold(text).includes(fold(part)));
    case 'indexof':
      return (args) => indexOf(args, fold);
    case 'length':
      return ([text]) => (typeof text === 'string' ? BigInt(text.length) : null);
    case 'number':
      return ([text, base = null]) =>
        typeof text === 'string' ? numberFunction(text, base === null ? null : Number(base)) : null;
    case 'string':
      return ([value]) => (value === null || value === undefined ? null : valueText(value));
    case 'substring':
      return substring;
    default:
      throw new Error(`no function ${name}`);
  }
}

function math(op: '+' | '-' | '*' | '/' | '%'): FunctionBody {
  return ([a = null, b = null]) => (isNumber(a) && isNumber(b) ? arithmetic(op, a, b) : null);
}

function texts(test: (text: string, part: string) => boolean): FunctionBody {
  return ([text, part]) => (typeof text === 'string' && typeof part === 'string' ? test(text, part) : null);
}

function concat(args: readonly Value[]): Value {
  let text = '';
  for (const value of args) {
    if (value === null) return null;
    text += valueText(value);
    if (text.length > MAX_TEXT) return null;
  }
  return text;
}

function between(args: readonly Value[], fold: (text: string) => string): Value {
  const [text, left, right] = args;
  if (typeof text !== 'string') return null;
  if (typeof left !== 'string' || typeof right !== 'string') return null;
  if (text === '' || left === '' || right === '') return text;
  if (args.length > 3 && typeof args[3] !== 'boolean') return null;
  const subject = fold(text);
  const opening = subject.indexOf(fold(left));
  if (opening === -1) return '';
  const start = opening + left.length;
  const closing = args[3] === true ? subject.lastIndexOf(fold(right)) : subject.indexOf(fold(right), start);
  return closing < start ? '' : text.slice(start, closing);
}

function indexOf(args: readonly Value[], fold: (text: string) => string): Value {
  const [text, part, start = null] = args;
  if (typeof text !== 'string' || typeof part !== 'string') return null;
  const from = start === null ? 0 : Math.max(0, Number(start));
  if (part === '') return BigInt(Math.min(from, text.length));
  const found = fold(text).indexOf(fold(part), from);
  return found === -1 ? null : BigInt(found);
}

function substring([text, start = null, end = null]: readonly Value[]): Value {
  if (typeof text !== 'string') return null;
  if (start === null) return text;
  return text.slice(Number(start), end === null ? undefined : Number(end));
}

function cidrMatch([address, ...blocks]: readonly Value[]): Value {
  if (!(address instanceof Address) && typeof address !== 'string') return null;
  const networks = blocks.map((block) => (typeof block === 'string' ? parseNetwork(block) : null));
  if (networks.includes(null)) return null;
  return networkSet(networks.filter((network) => network !== null))(String(address));
}
