/**
 * EQL conditions read straight from the specification, slowly and without any of the compiler's plans: a filter of `and`, `or`,
 * `not` over leaves, each leaf tried with every combination of values. Only what the generators produce is covered: keyword,
 * long, double and boolean fields, no regular expressions.
 */
import type { EqlComparison, EqlExpression, EqlField, EqlSchema, EventSource } from '../../common/eql';

type V = null | boolean | number | string;
type Choice = ReadonlyMap<EqlField, V>;

export function interpret(condition: EqlExpression, doc: EventSource, schema: EqlSchema): boolean {
  return new Interpreter(doc, schema).filter(condition) === true;
}

class Interpreter {
  constructor(
    private readonly doc: EventSource,
    private readonly schema: EqlSchema,
  ) {}

  /** Layer 1: true, false, or null for a constant null. */
  filter(e: EqlExpression): boolean | null {
    if (e.kind === 'not') return negate(this.filter(e.operand));
    if (e.kind === 'and') {
      const parts = e.operands.map((operand) => this.filter(operand));
      return parts.includes(null) ? null : !parts.includes(false);
    }
    if (e.kind === 'or') {
      const parts = e.operands.map((operand) => this.filter(operand));
      if (parts.includes(true)) return true;
      const nextToTest = e.operands.some((operand) => this.constantOf(operand) === undefined);
      return parts.includes(null) && !nextToTest ? null : false;
    }
    if (e.kind === 'comparison' && (e.op === '==' || e.op === '!=')) {
      const equal = this.equality(e.left, e.right);
      return e.op === '==' ? equal : negate(equal);
    }
    if (e.kind === 'in') {
      if (this.isNullCondition(e)) return null;
      const found = this.leaf({ ...e, negated: false });
      return e.negated ? !found : found;
    }
    if (this.isNullCondition(e)) return null;
    return e.kind === 'field' ? this.values(e).includes(true) : this.leaf(e);
  }

  /** What a condition comes to without looking at the document; undefined when it tests a field. */
  private constantOf(e: EqlExpression): boolean | null | undefined {
    if (isConstant(e, this)) return this.filter(e);
    if (this.isNullCondition(e)) return null;
    if (e.kind === 'pattern' && this.isNull(e.operand)) return false;
    if (e.kind === 'not') {
      const inner = this.constantOf(e.operand);
      return inner === undefined ? undefined : negate(inner);
    }
    if (e.kind === 'and' || e.kind === 'or') {
      const parts = e.operands.map((operand) => this.constantOf(operand));
      if (e.kind === 'or')
        return parts.includes(true)
          ? true
          : parts.includes(undefined)
            ? undefined
            : parts.includes(null)
              ? null
              : false;
      return parts.includes(null) ? null : parts.includes(false) ? false : parts.includes(undefined) ? undefined : true;
    }
    if (e.kind === 'comparison' && (e.op === '==' || e.op === '!=') && this.asksNullOfConstant(e))
      return this.filter(e);
    if (e.kind === 'comparison' && (e.op === '==' || e.op === '!=') && e.right.kind === 'literal') {
      const inner = isBoolean(e.left) ? this.constantOf(e.left) : undefined;
      if (inner === undefined) return undefined;
      return (e.right.value === true) === (e.op === '==') ? inner : negate(inner);
    }
    return undefined;
  }

  private equality(left: EqlExpression, right: EqlExpression): boolean | null {
    const [leftNull, rightNull] = [this.isNull(left), this.isNull(right)];
    if (leftNull || rightNull) return leftNull && rightNull ? true : this.asksNull(leftNull ? right : left);
    for (const [side, other] of [
      [left, right],
      [right, left],
    ] as const) {
      const constant = isConstant(side, this) ? this.scalar(side, new Map()) : undefined;
      const isCondition = !['field', 'literal', 'arithmetic', 'sign'].includes(other.kind);
      if (typeof constant === 'boolean' && isCondition && isBoolean(other) && !isConstant(other, this)) {
        return constant ? this.filter(other) : negate(this.filter(other));
      }
    }
    return this.leaf({ kind: 'comparison', op: '==', left, right, range: left.range });
  }

  /** Null on one side, and on the other null or a constant: `n + ?unmapped != null` tests no document. */
  private asksNullOfConstant({ left, right }: EqlComparison): boolean {
    const [leftNull, rightNull] = [this.isNull(left), this.isNull(right)];
    return (leftNull && (rightNull || isConstant(right, this))) || (rightNull && isConstant(left, this));
  }

  private asksNull(e: EqlExpression): boolean {
    if (isConstant(e, this)) return false;
    if (e.kind === 'not') return !this.asksNull(e.operand);
    return this.someChoice(e, (choice) => this.scalar(e, choice) === null);
  }

  private leaf(e: EqlExpression): boolean {
    return this.someChoice(e, (choice) => this.scalar(e, choice) === true);
  }

  private someChoice(e: EqlExpression, test: (choice: Choice) => boolean): boolean {
    const fields = mentions(e);
    const go = (at: number, choice: Map<EqlField, V>): boolean => {
      if (at === fields.length) return test(choice);
      const values = this.values(fields[at]!);
      const tried = values.length === 0 ? [null] : values;
      return tried.some((value) => go(at + 1, new Map(choice).set(fields[at]!, value)));
    };
    return go(0, new Map());
  }

  isUnmapped({ name, optional }: EqlField): boolean {
    return optional && !Object.hasOwn(this.schema, name);
  }

  /** An operand that is null whatever the document. */
  private isNull(e: EqlExpression): boolean {
    if (e.kind === 'field') return this.isUnmapped(e);
    if (isConstant(e, this)) return this.scalar(e, new Map()) === null;
    if (e.kind === 'sign') return this.isNull(e.operand);
    if (e.kind === 'arithmetic') return this.isNull(e.left) || this.isNull(e.right);
    return e.kind === 'call' && e.args.slice(0, 2).some((arg) => this.isNull(arg));
  }

  /** A condition that is neither true nor false whatever the document. */
  private isNullCondition(e: EqlExpression): boolean {
    if (e.kind === 'in') return this.isNull(e.operand) || e.list.every((member) => this.isNull(member));
    // `*` asks for a value, which null is not: false, not null.
    if (e.kind === 'pattern')
      return this.isNull(e.operand) && !e.patterns.every(({ value }) => /^[*]+$/.test(String(value)));
    if (e.kind === 'comparison' && !['==', '!='].includes(e.op)) return this.isNull(e.left) || this.isNull(e.right);
    return this.isNull(e);
  }

  private values({ name }: EqlField): V[] {
    const found: V[] = [];
    const collect = (node: unknown, path: string): void => {
      if (Array.isArray(node)) node.forEach((element) => collect(element, path));
      else if (path === '') found.push(...(typeof node === 'object' ? [] : [node as V]));
      else if (typeof node === 'object' && node !== null) {
        for (const [key, value] of Object.entries(node)) {
          if (path === key) collect(value, '');
          else if (path.startsWith(`${key}.`)) collect(value, path.slice(key.length + 1));
        }
      }
    };
    collect(this.doc, name);
    return found.filter((value) => value !== null);
  }

  private scalar(e: EqlExpression, choice: Choice): V {
    const s = (inner: EqlExpression) => this.scalar(inner, choice);
    switch (e.kind) {
      case 'literal':
        return typeof e.value === 'bigint' ? Number(e.value) : e.value;
      case 'field':
        return choice.get(e) ?? null;
      case 'not':
        return negate(s(e.operand) as boolean | null);
      case 'and':
      case 'or': {
        const parts = e.operands.map(s);
        const decides = e.kind === 'or';
        return parts.includes(decides) ? decides : parts.includes(null) ? null : !decides;
      }
      case 'sign': {
        const value = s(e.operand);
        return typeof value !== 'number' ? null : e.op === '-' ? 0 - value : value;
      }
      case 'arithmetic':
        return compute(e.op, s(e.left), s(e.right), isDouble(e.left, this.schema) || isDouble(e.right, this.schema));
      case 'comparison': {
        const isNullTest = this.isNull(e.left) || this.isNull(e.right);
        const [a, b] = fieldConstant(e.left, e.right, s(e.left), s(e.right), this.schema);
        if (e.op === '==' || e.op === '!=') {
          const equal = isNullTest
            ? a === b
            : a === null || b === null || typeof a !== typeof b
              ? null
              : inOrder(a, b) === 0;
          return e.op === '==' ? equal : negate(equal);
        }
        if (a === null || b === null || typeof a !== typeof b) return null;
        const order = inOrder(a, b);
        return e.op === '<' ? order < 0 : e.op === '<=' ? order <= 0 : e.op === '>' ? order > 0 : order >= 0;
      }
      case 'in': {
        const value = s(e.operand);
        const members = e.list.map(s).filter((member) => member !== null);
        if (value === null || members.length === 0) return null;
        const fold = e.caseInsensitive ? (e.operand.kind === 'field' ? lower : lowerAll) : (v: V) => v;
        const emptyOnField = e.caseInsensitive && e.operand.kind === 'field' && value === '';
        return (!emptyOnField && members.some((member) => fold(member) === fold(value))) !== e.negated;
      }
      case 'pattern': {
        const value = s(e.operand);
        if (typeof value !== 'string') return null;
        return e.patterns.some(({ value: literal }) => {
          const pattern = String(literal);
          const java = e.operand.kind !== 'field' && !/[*?]/.test(pattern);
          const fold = e.op === 'like' ? (v: V) => v : java ? lowerAll : lower;
          return wild(String(fold(pattern)), String(fold(value)), e.operand.kind === 'field');
        });
      }
      case 'call':
        return callFunction(e.name.toLowerCase(), e.caseInsensitive, e.args.map(s), e.args[0]?.kind === 'field');
    }
  }
}

function negate(value: boolean | null): boolean | null {
  return value === null ? null : !value;
}

function children(e: EqlExpression): readonly EqlExpression[] {
  switch (e.kind) {
    case 'and':
    case 'or':
      return e.operands;
    case 'comparison':
    case 'arithmetic':
      return [e.left, e.right];
    case 'in':
      return [e.operand, ...e.list];
    case 'not':
    case 'sign':
    case 'pattern':
      return [e.operand];
    case 'call':
      return e.args;
    default:
      return [];
  }
}

function mentions(e: EqlExpression): EqlField[] {
  return e.kind === 'field' ? [e] : children(e).flatMap(mentions);
}

function isConstant(e: EqlExpression, of: Interpreter): boolean {
  return e.kind === 'field' ? of.isUnmapped(e) : children(e).every((child) => isConstant(child, of));
}

function isBoolean(e: EqlExpression): boolean {
  if (e.kind === 'call') return ['startswith', 'endswith', 'stringcontains'].includes(e.name.toLowerCase());
  return ['comparison', 'in', 'pattern', 'not', 'and', 'or'].includes(e.kind);
}

function isDouble(e: EqlExpression, schema: EqlSchema): boolean {
  if (e.kind === 'field') return schema[e.name] === 'double';
  return e.kind === 'literal'
    ? e.type === 'double'
    : e.kind !== 'call' && children(e).some((child) => isDouble(child, schema));
}

/** A constant next to a field is read as the field's type. */
function fieldConstant(left: EqlExpression, right: EqlExpression, a: V, b: V, schema: EqlSchema): [V, V] {
  const read = (e: EqlExpression, other: EqlExpression, value: V): V => {
    if (e.kind !== 'literal' || other.kind !== 'field' || value === null || !Object.hasOwn(schema, other.name))
      return value;
    const text = e.type === 'double' && Number.isInteger(value) ? `${String(value)}.0` : String(value);
    if (schema[other.name] === 'keyword') return text;
    if (schema[other.name] === 'boolean') return text === 'true' ? true : text === 'false' ? false : null;
    return /^-?[0-9.]+$/.test(text) ? Number(text) : null;
  };
  return [read(left, right, a), read(right, left, b)];
}

/** As Java compares: a value that is not a number equals itself and stands above all numbers. */
function inOrder(a: V, b: V): number {
  if (a! < b!) return -1;
  if (a! > b!) return 1;
  const [left, right] = [Number.isNaN(a), Number.isNaN(b)];
  return left === right ? 0 : left ? 1 : -1;
}

function compute(op: string, a: V, b: V, double: boolean): V {
  if (typeof a !== 'number' || typeof b !== 'number') return null;
  if (!double && b === 0 && (op === '/' || op === '%')) return null;
  const result = { '+': a + b, '-': a - b, '*': a * b, '/': a / b, '%': a % b }[op]!;
  return double ? result : Math.trunc(result) + 0;
}

function lower(value: V): V {
  return typeof value === 'string' ? value.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) : value;
}

/** Java's folding, which computed values use. */
function lowerAll(value: V): V {
  return typeof value === 'string' ? value.toUpperCase().toLowerCase() : value;
}

/** Wildcards by definition, one character at a time. The empty pattern matches no field. */
function wild(pattern: string, text: string, field: boolean): boolean {
  if (pattern === '' && field) return false;
  let reached = new Set([0]);
  for (const symbol of pattern) {
    const next = new Set<number>();
    for (const at of reached) {
      if (symbol === '*') for (let to = at; to <= text.length; to++) next.add(to);
      else if (at < text.length && (symbol === '?' || symbol === text[at])) next.add(at + 1);
    }
    reached = next;
  }
  return reached.has(text.length);
}

function callFunction(name: string, fold: boolean, args: V[], onField: boolean): V {
  const [a, b] = args.map((arg) => (fold ? lower(arg) : arg)) as [V, V];
  if (name === 'concat') return args.includes(null) ? null : args.map(String).join('');
  if (name === 'length') return typeof a === 'string' ? a.length : null;
  if (typeof a !== 'string' || typeof b !== 'string') return null;
  if (name === 'startswith') return a.slice(0, b.length) === b;
  if (name === 'endswith') return b === '' || a.slice(-b.length) === b;
  if (name === 'stringcontains') return b === '' ? onField : a.split(b).length > 1;
  const found = b === '' ? 0 : a.length - a.split(b).slice(1).join(b).length - b.length;
  return b !== '' && a.split(b).length === 1 ? null : found;
}
