/**
 * Layer 1: a condition simplified into a two-valued tree of `and`, `or`, `not` over leaves that each ask one thing. Compiler,
 * explanation and Query DSL all start from this. Facts from eql-semantics section 6.
 *
 * A constant null is neither true nor false: it matches nothing, and nor does its `not`.
 */
import type { ComparisonOperator, EqlCall, EqlComparison, EqlExpression, EqlField, EqlIn, EqlPattern } from '../ast';
import { SIGNATURES } from '../functions/signatures';
import { type Value, valueText } from '../values/field_types';
import { alwaysNull, foldConstant } from './expression';

export type Constant = Exclude<Value, null>;

export type LeafPlan = { readonly source: EqlExpression } & (
  | { readonly kind: 'exists'; readonly field: EqlField }
  | { readonly kind: 'equals'; readonly field: EqlField; readonly value: Constant }
  | { readonly kind: 'order'; readonly field: EqlField; readonly op: OrderOperator; readonly value: Constant }
  | {
      readonly kind: 'in';
      readonly field: EqlField;
      readonly values: readonly Constant[];
      readonly caseInsensitive: boolean;
    }
  | {
      readonly kind: 'wildcard' | 'regex';
      readonly field: EqlField;
      readonly patterns: readonly string[];
      readonly caseInsensitive: boolean;
    }
  | {
      readonly kind: 'affix';
      readonly field: EqlField;
      readonly place: AffixPlace;
      readonly text: string;
      readonly caseInsensitive: boolean;
    }
  | { readonly kind: 'network'; readonly field: EqlField; readonly blocks: readonly string[] }
  /** Anything computed: true if true for any combination of the values of its field mentions. */
  | { readonly kind: 'computed'; readonly expression: EqlExpression }
);

export type OrderOperator = Exclude<ComparisonOperator, '==' | '!='>;
export type AffixPlace = 'start' | 'end' | 'anywhere';

export type Plan =
  | { readonly kind: 'constant'; readonly value: boolean | null }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Plan[] }
  | { readonly kind: 'not'; readonly part: Plan }
  | LeafPlan;

const TRUE: Plan = { kind: 'constant', value: true };
const FALSE: Plan = { kind: 'constant', value: false };
const NULL: Plan = { kind: 'constant', value: null };

function constant(value: Value): Plan {
  return value === true ? TRUE : value === false ? FALSE : NULL;
}

/** The plan of a condition in which unmapped optional fields have been replaced by null literals. */
export function planOf(expression: EqlExpression): Plan {
  switch (expression.kind) {
    case 'literal':
      return constant(expression.value);
    case 'field':
      return { kind: 'equals', field: expression, value: true, source: expression };
    case 'not':
      return not(planOf(expression.operand));
    case 'and':
      return and(expression.operands.map(planOf));
    case 'or':
      return or(expression.operands.map(planOf));
    case 'comparison':
      return comparison(expression);
    case 'in':
      return membership(expression);
    case 'pattern':
      return pattern(expression);
    case 'call':
      return call(expression);
    case 'arithmetic':
    case 'sign':
      return NULL;
  }
}

function not(part: Plan): Plan {
  if (part.kind === 'constant') return part.value === null ? NULL : part.value ? FALSE : TRUE;
  return part.kind === 'not' ? part.part : { kind: 'not', part };
}

/** A constant null makes the whole `and` null, even next to something false. */
function and(parts: readonly Plan[]): Plan {
  if (parts.includes(NULL)) return NULL;
  if (parts.includes(FALSE)) return FALSE;
  return combine(
    'and',
    parts.filter((part) => part !== TRUE),
    TRUE,
  );
}

/** A constant null disappears next to a test of a field, and stays next to a constant false. */
function or(parts: readonly Plan[]): Plan {
  if (parts.includes(TRUE)) return TRUE;
  const tests = parts.filter((part) => part !== FALSE && part !== NULL);
  return combine('or', tests, parts.includes(NULL) ? NULL : FALSE);
}

function combine(kind: 'and' | 'or', parts: readonly Plan[], otherwise: Plan): Plan {
  if (parts.length === 0) return otherwise;
  return parts.length === 1 ? parts[0]! : { kind, parts };
}

function comparison(expression: EqlComparison): Plan {
  const { op, left, right } = expression;
  if (op === '==') return equality(expression);
  if (op === '!=') return not(equality(expression));
  if (alwaysNull(left) || alwaysNull(right)) return NULL;
  const folded = foldConstant(expression);
  if (folded) return constant(folded.value);
  const literal = foldConstant(right);
  if (left.kind === 'field' && literal)
    return { kind: 'order', field: left, op, value: literal.value!, source: expression };
  const flipped = foldConstant(left);
  if (right.kind === 'field' && flipped) {
    return { kind: 'order', field: right, op: FLIPPED[op], value: flipped.value!, source: expression };
  }
  return { kind: 'computed', expression, source: expression };
}

const FLIPPED: Readonly<Record<OrderOperator, OrderOperator>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** `left == right`; the caller negates for `!=`. */
function equality(expression: EqlComparison): Plan {
  const { left, right } = expression;
  const [leftNull, rightNull] = [alwaysNull(left), alwaysNull(right)];
  if (leftNull && rightNull) return TRUE;
  if (leftNull || rightNull) return isNull(leftNull ? right : left, expression);
  const [leftConstant, rightConstant] = [foldConstant(left), foldConstant(right)];
  if (leftConstant && rightConstant) return constant(foldConstant({ ...expression, op: '==' })!.value);
  if (rightConstant) return equalsConstant(left, rightConstant.value!, expression);
  if (leftConstant) return equalsConstant(right, leftConstant.value!, expression);
  return { kind: 'computed', expression: { ...expression, op: '==' }, source: expression };
}

function isNull(operand: EqlExpression, source: EqlComparison): Plan {
  if (foldConstant(operand)) return FALSE;
  if (operand.kind === 'field') return not({ kind: 'exists', field: operand, source });
  // Elasticsearch 8.3.3 moves the `not` outwards: `(not E) == null` asks `not (E == null)`.
  if (operand.kind === 'not') return not(isNull(operand.operand, source));
  const nothing = { kind: 'literal', type: 'null', value: null, range: operand.range } as const;
  return { kind: 'computed', expression: { ...source, op: '==', left: operand, right: nothing }, source };
}

function equalsConstant(operand: EqlExpression, value: Constant, source: EqlComparison): Plan {
  if (operand.kind === 'field') return { kind: 'equals', field: operand, value, source };
  if (typeof value === 'boolean' && isCondition(operand)) return value ? planOf(operand) : not(planOf(operand));
  return { kind: 'computed', expression: { ...source, op: '==' }, source };
}

/** Gives a boolean of its own, unlike a boolean field. */
function isCondition(expression: EqlExpression): boolean {
  if (expression.kind === 'call') return SIGNATURES.get(expression.name.toLowerCase())?.result === 'boolean';
  return ['comparison', 'in', 'pattern', 'not', 'and', 'or'].includes(expression.kind);
}

/** Null members are ignored; a list of nothing else is null. */
function membership(expression: EqlIn): Plan {
  const { operand, list, negated, caseInsensitive } = expression;
  if (alwaysNull(operand)) return NULL;
  const values: Constant[] = [];
  for (const member of list) {
    const folded = foldConstant(member);
    if (folded && folded.value !== null) values.push(folded.value);
  }
  if (values.length === 0) return NULL;
  const folded = foldConstant(expression);
  if (folded) return constant(folded.value);
  const positive: LeafPlan =
    operand.kind === 'field'
      ? { kind: 'in', field: operand, values, caseInsensitive, source: expression }
      : { kind: 'computed', expression: { ...expression, negated: false }, source: expression };
  return negated ? not(positive) : positive;
}

function pattern(expression: EqlPattern): Plan {
  const { operand, op } = expression;
  const isRegex = op === 'regex' || op === 'regex~';
  const texts: string[] = [];
  for (const { value } of expression.patterns) if (value !== null) texts.push(valueText(value));
  if (alwaysNull(operand)) {
    // `*` asks for a value, which null is not; anything else about null is null.
    return or(texts.map((text) => (!isRegex && /^\*+$/.test(text) ? FALSE : NULL)));
  }
  if (texts.length === 0) return NULL;
  const folded = foldConstant(expression);
  if (folded) return constant(folded.value);
  if (operand.kind !== 'field') return { kind: 'computed', expression, source: expression };
  const caseInsensitive = op !== 'like' && op !== 'regex';
  return { kind: isRegex ? 'regex' : 'wildcard', field: operand, patterns: texts, caseInsensitive, source: expression };
}

const AFFIXES: Readonly<Record<string, AffixPlace>> = {
  startswith: 'start',
  endswith: 'end',
  stringcontains: 'anywhere',
};

function call(expression: EqlCall): Plan {
  if (alwaysNull(expression)) return NULL;
  const folded = foldConstant(expression);
  if (folded) return constant(folded.value);
  const name = expression.name.toLowerCase();
  const [subject, ...rest] = expression.args;
  const constants = rest.map((arg) => foldConstant(arg)?.value);
  if (subject?.kind === 'field' && constants.every((value) => typeof value === 'string')) {
    if (Object.hasOwn(AFFIXES, name) && constants.length === 1) {
      const { caseInsensitive } = expression;
      return {
        kind: 'affix',
        field: subject,
        place: AFFIXES[name]!,
        text: constants[0]!,
        caseInsensitive,
        source: expression,
      };
    }
    if (name === 'cidrmatch') return { kind: 'network', field: subject, blocks: constants, source: expression };
  }
  return { kind: 'computed', expression, source: expression };
}
