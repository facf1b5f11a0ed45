/**
 * Layer 2: scalar expressions with null propagation and three-valued logic. Field mentions are slots: the caller fills them
 * with one value each and evaluates; each mention counts as its own field.
 */
import type { EqlCall, EqlComparison, EqlExpression, EqlField, EqlIn, EqlPattern } from '../ast';
import { functionBody } from '../functions/evaluate';
import { SIGNATURES } from '../functions/signatures';
import { operandsOf } from '../operands';
import { compareValues, equalValues, isNumber } from '../values/compare';
import type { FieldType, Value } from '../values/field_types';
import { parseAddress } from '../values/addresses';
import { javaRegex } from '../values/java_regex';
import { parseInstantLiteral } from '../values/instants';
import { arithmetic } from '../values/numbers';
import { computedWildcard } from '../values/regex/lucene';
import { equalsIgnoreCase } from '../values/text';
import { Version } from '../values/versions';

/** Current value of every field mention. */
export type Slots = readonly Value[];
export type Evaluator = (slots: Slots) => Value;

/** How the surroundings see fields. */
export interface Fields {
  /** Slot of a new mention, or null for an unmapped optional field, which is the literal null. */
  mention(field: EqlField): number | null;
  typeOf(field: EqlField): FieldType;
}

export function compileExpression(expression: EqlExpression, fields: Fields): Evaluator {
  const inner = (operand: EqlExpression) => compileExpression(operand, fields);
  switch (expression.kind) {
    case 'literal': {
      const { value } = expression;
      return () => value;
    }
    case 'field': {
      const slot = fields.mention(expression);
      return slot === null ? () => null : (slots) => slots[slot]!;
    }
    case 'sign': {
      const operand = inner(expression.operand);
      return expression.op === '+' ? numeric(operand) : negate(operand);
    }
    case 'arithmetic': {
      const { op } = expression;
      const left = inner(expression.left);
      const right = inner(expression.right);
      return (slots) => {
        const a = left(slots);
        const b = right(slots);
        return isNumber(a) && isNumber(b) ? arithmetic(op, a, b) : null;
      };
    }
    case 'call':
      return compileCall(expression, inner);
    case 'comparison':
      return compileComparison(expression, fields);
    case 'in':
      return compileIn(expression, inner);
    case 'pattern':
      return compilePattern(expression, inner(expression.operand));
    case 'not': {
      const operand = inner(expression.operand);
      return (slots) => invert(operand(slots));
    }
    case 'and':
    case 'or':
      return compileLogical(expression.kind === 'or', expression.operands.map(inner));
  }
}

function invert(value: Value): Value {
  return typeof value === 'boolean' ? !value : null;
}

function numeric(operand: Evaluator): Evaluator {
  return (slots) => {
    const value = operand(slots);
    return isNumber(value) ? value : null;
  };
}

function negate(operand: Evaluator): Evaluator {
  return (slots) => {
    const value = operand(slots);
    return typeof value === 'bigint' ? arithmetic('-', 0n, value) : typeof value === 'number' ? -value : null;
  };
}

/** Three-valued: the deciding value wins over null, null over the other. */
function compileLogical(deciding: boolean, operands: readonly Evaluator[]): Evaluator {
  return (slots) => {
    let sawNull = false;
    for (const operand of operands) {
      const value = operand(slots);
      if (value === deciding) return deciding;
      if (value === null) sawNull = true;
    }
    return sawNull ? null : !deciding;
  };
}

function compileCall(call: EqlCall, inner: (operand: EqlExpression) => Evaluator): Evaluator {
  const name = call.name.toLowerCase();
  if (!SIGNATURES.has(name)) return () => null;
  const body = functionBody(name, call.caseInsensitive);
  const args = call.args.map(inner);
  return (slots) => body(args.map((arg) => arg(slots)));
}

function compileComparison(comparison: EqlComparison, fields: Fields): Evaluator {
  const left = coerced(comparison.left, comparison.right, fields);
  const right = coerced(comparison.right, comparison.left, fields);
  const { op } = comparison;
  if (op === '==' || op === '!=') {
    // Next to a constant null, equality asks "is it null?".
    const askNull = alwaysNull(comparison.left) || alwaysNull(comparison.right);
    const equal: Evaluator = askNull
      ? (slots) => left(slots) === right(slots)
      : (slots) => equalValues(left(slots), right(slots));
    return op === '==' ? equal : (slots) => invert(equal(slots));
  }
  return (slots) => {
    const order = compareValues(left(slots), right(slots));
    if (order === null) return null;
    return op === '<' ? order < 0 : op === '<=' ? order <= 0 : op === '>' ? order > 0 : order >= 0;
  };
}

/** A text next to a date, address or version field is read as one. */
function coerced(expression: EqlExpression, other: EqlExpression, fields: Fields): Evaluator {
  if (expression.kind !== 'literal' || typeof expression.value !== 'string' || other.kind !== 'field') {
    return compileExpression(expression, fields);
  }
  const value = readAs(expression.value, fields.typeOf(other));
  return () => value;
}

function readAs(text: string, type: FieldType): Value {
  switch (type.family) {
    case 'date':
      return parseInstantLiteral(text, Date.now())?.from ?? null;
    case 'ip':
      return parseAddress(text);
    case 'version':
      return new Version(text);
    default:
      return text;
  }
}

function compileIn(expression: EqlIn, inner: (operand: EqlExpression) => Evaluator): Evaluator {
  const operand = inner(expression.operand);
  const members = expression.list.map((member) => inner(member)([])).filter((value) => value !== null);
  if (members.length === 0) return () => null;
  const { caseInsensitive, negated } = expression;
  return (slots) => {
    const value = operand(slots);
    if (value === null) return null;
    const found = members.some((member) =>
      caseInsensitive && typeof value === 'string' && typeof member === 'string'
        ? equalsIgnoreCase(value, member)
        : equalValues(value, member) === true,
    );
    return found !== negated;
  };
}

function compilePattern(expression: EqlPattern, operand: Evaluator): Evaluator {
  const test = computedPatternTest(expression);
  if (test === null) return () => null;
  return (slots) => {
    const value = operand(slots);
    return typeof value === 'string' ? test(value) : null;
  };
}

/** Patterns over computed values follow java.util.regex and Java's case folding; null when every pattern is null. */
function computedPatternTest({ op, patterns }: EqlPattern): ((text: string) => boolean) | null {
  const texts = patterns.map(({ value }) => value).filter((value) => typeof value === 'string');
  if (texts.length === 0) return null;
  const tests = texts.map((text) => computedTest(op, text));
  return (value) => tests.some((test) => test(value));
}

function computedTest(op: EqlPattern['op'], text: string): (value: string) => boolean {
  if (op === 'regex' || op === 'regex~') return javaRegex(text, op === 'regex~');
  const caseInsensitive = op !== 'like';
  if (/[*?]/.test(text)) return computedWildcard(text, caseInsensitive);
  return caseInsensitive ? (value) => equalsIgnoreCase(value, text) : (value) => value === text;
}

const NO_FIELDS: Fields = {
  mention: () => null,
  typeOf: () => ({ family: 'dynamic', esType: 'unknown' }),
};

/** The value of an expression without fields; undefined when it has some. */
export function foldConstant(expression: EqlExpression): { readonly value: Value } | undefined {
  if (expression.kind === 'literal') return expression;
  if (mentionsField(expression)) return undefined;
  return { value: compileExpression(expression, NO_FIELDS)([]) };
}

/** Null whatever the document: a null constant, or something that passes one through. */
export function alwaysNull(expression: EqlExpression): boolean {
  const folded = foldConstant(expression);
  if (folded) return folded.value === null;
  switch (expression.kind) {
    case 'sign':
      return alwaysNull(expression.operand);
    case 'arithmetic':
      return alwaysNull(expression.left) || alwaysNull(expression.right);
    case 'call': {
      const strict = SIGNATURES.get(expression.name.toLowerCase())?.strict ?? 0;
      return expression.args.slice(0, strict).some(alwaysNull);
    }
    default:
      return false;
  }
}

function mentionsField(expression: EqlExpression): boolean {
  if (expression.kind === 'field') return true;
  for (const operand of operandsOf(expression)) if (mentionsField(operand)) return true;
  return false;
}
