/** Names, arity and types of an expression. A node is looked at only when everything below it is in order. */
import type { EqlArithmetic, EqlCall, EqlExpression, EqlIn, EqlLogical, EqlPattern, Range } from '../ast';
import { foldConstant } from '../compile/expression';
import { type ArgumentKind, type Signature, SIGNATURES } from '../functions/signatures';
import { didYouMean } from '../suggestions';
import type { EqlErrorType, EqlSchema, ProblemCode } from '../types';
import {
  areCompatible,
  type CheckedType,
  isFloat,
  isInteger,
  isNumeric,
  isOpen,
  isString,
  literalType,
  resolveField,
  UNKNOWN_TYPE,
} from './types';

export type Report = (type: EqlErrorType, code: ProblemCode, message: string, range: Range) => void;

interface Placed {
  readonly range: Range;
}

const BOOLEAN: CheckedType = { name: 'boolean' };
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth'];

export class ExpressionChecker {
  constructor(
    private readonly text: string,
    private readonly schema: EqlSchema | undefined,
    private readonly report: Report,
  ) {}

  private textOf({ range }: Placed): string {
    return this.text.slice(range.start, range.end);
  }

  private wrong(message: string, at: Placed): undefined {
    this.report('verification', 'type', message, at.range);
  }

  /** The type, or undefined when something is wrong at or below the expression. */
  typeOf(expression: EqlExpression): CheckedType | undefined {
    switch (expression.kind) {
      case 'literal':
        return literalType(expression);
      case 'field': {
        const resolved = resolveField(expression, this.schema);
        if ('type' in resolved) return resolved.type;
        this.report('verification', 'unknown_column', resolved.problem, expression.range);
        return undefined;
      }
      case 'not': {
        const operand = this.typeOf(expression.operand);
        return (
          operand && this.isBoolean(expression.operand, operand, `argument of [${this.textOf(expression)}]`, expression)
        );
      }
      case 'and':
      case 'or':
        return this.logical(expression);
      case 'comparison': {
        const left = this.typeOf(expression.left);
        const right = this.typeOf(expression.right);
        if (!left || !right) return undefined;
        const name = this.textOf(expression);
        if (!this.isExact(expression.left, left, name, 'first argument ', expression)) return undefined;
        return this.isExact(expression.right, right, name, 'second argument ', expression) ? BOOLEAN : undefined;
      }
      case 'sign': {
        const operand = this.typeOf(expression.operand);
        if (!operand || expression.op === '+' || isNumeric(operand) || isOpen(operand)) return operand;
        return this.wrong(
          `argument of [${this.textOf(expression)}] must be [numeric], ${this.found(expression.operand, operand)}`,
          expression,
        );
      }
      case 'arithmetic':
        return this.arithmetic(expression);
      case 'in':
        return this.membership(expression);
      case 'pattern':
        return this.pattern(expression);
      case 'call':
        return this.call(expression);
    }
  }

  private found(value: Placed, type: CheckedType): string {
    return `found value [${this.textOf(value)}] type [${type.name}]`;
  }

  private isBoolean(operand: EqlExpression, type: CheckedType, subject: string, at: Placed): CheckedType | undefined {
    if (type.name === 'boolean' || isOpen(type)) return BOOLEAN;
    return this.wrong(`${subject} must be [boolean], ${this.found(operand, type)}`, at);
  }

  /** Elasticsearch nests `a and b and c` to the left: a wrong operand is named within the chain up to itself. */
  private logical({ operands, range }: EqlLogical): CheckedType | undefined {
    let fine = true;
    operands.forEach((operand, at) => {
      const type = this.typeOf(operand);
      if (!type) fine = false;
      if (!fine || !type) return;
      const last = Math.max(at, 1);
      const end = last === operands.length - 1 ? range.end : operands[last]!.range.end;
      const subject = `${at === 0 ? 'first' : 'second'} argument of [${this.text.slice(range.start, end)}]`;
      if (!this.isBoolean(operand, type, subject, { range })) fine = false;
    });
    return fine ? BOOLEAN : undefined;
  }

  private arithmetic(expression: EqlArithmetic): CheckedType | undefined {
    const types = [this.typeOf(expression.left), this.typeOf(expression.right)] as const;
    const [left, right] = types;
    if (!left || !right) return undefined;
    const operands = [expression.left, expression.right];
    for (const [at, type] of [left, right].entries()) {
      if (isNumeric(type) || isOpen(type)) continue;
      const subject = `${ORDINALS[at]} argument of [${this.textOf(expression)}]`;
      return this.wrong(`${subject} must be [numeric], ${this.found(operands[at]!, type)}`, expression);
    }
    return widerType(left, right);
  }

  /** Text fields cannot be compared unless they have an exact sub-field. */
  private isExact(operand: EqlExpression, type: CheckedType, name: string, which: string, at: EqlExpression): boolean {
    if (!type.inexact) return true;
    const field = operand.kind === 'field' ? operand.name : this.textOf(operand);
    this.wrong(
      `[${name}] cannot operate on ${which}field of data type [text]: No keyword/multi-field defined exact matches for ` +
        `[${field}]; define one or use MATCH/QUERY instead`,
      at,
    );
    return false;
  }

  private membership(expression: EqlIn): CheckedType | undefined {
    const operand = this.typeOf(expression.operand);
    const members = expression.list.map((member) => this.typeOf(member));
    if (!operand || members.includes(undefined)) return undefined;
    if (expression.caseInsensitive) return this.insensitiveMembership(expression, operand);
    if (!this.isExact(expression.operand, operand, 'IN', '', expression)) return undefined;
    const text = this.textOf(expression);
    for (const [at, member] of expression.list.entries()) {
      if (!this.isConstant(member)) {
        const offender = `offender [${this.textOf(member)}] in [${text}]`;
        return this.wrong(`Comparisons against fields are not (currently) supported; ${offender}`, expression);
      }
      const type = members[at]!;
      if (areCompatible(operand, type)) continue;
      return this.wrong(
        `${ordinalNumber(at + 1)} argument of [${text}] must be [${operand.name}], ${this.found(member, type)}`,
        expression,
      );
    }
    return BOOLEAN;
  }

  private insensitiveMembership(expression: EqlIn, operand: CheckedType): CheckedType | undefined {
    return this.isPatternable(expression.operand, operand, 'first argument of [:]', ':', expression, CONSIDER)
      ? BOOLEAN
      : undefined;
  }

  /** An unmapped optional field is the constant null. */
  private isConstant(expression: EqlExpression): boolean {
    if (expression.kind === 'field' && this.schema)
      return expression.optional && !Object.hasOwn(this.schema, expression.name);
    return foldConstant(expression) !== undefined;
  }

  private isPatternable(
    operand: EqlExpression,
    type: CheckedType,
    subject: string,
    name: string,
    at: EqlExpression,
    advice = '',
  ): boolean {
    if (!isString(type) && !isOpen(type)) {
      this.wrong(`${subject} must be [string], ${this.found(operand, type)}${advice}`, at);
      return false;
    }
    const which = subject.startsWith('first') ? 'first argument ' : '';
    return this.isExact(operand, type, name, which, at);
  }

  private pattern(expression: EqlPattern): CheckedType | undefined {
    const operand = this.typeOf(expression.operand);
    if (!operand) return undefined;
    const text = this.textOf(expression);
    if (expression.op !== ':') {
      const first = expression.op === 'regex' || expression.op === 'regex~' ? 'first ' : '';
      return this.isPatternable(expression.operand, operand, `${first}argument of [${text}]`, text, expression)
        ? BOOLEAN
        : undefined;
    }
    if (!this.isPatternable(expression.operand, operand, 'first argument of [:]', ':', expression, CONSIDER))
      return undefined;
    for (const literal of expression.patterns) {
      const type = literalType(literal);
      if (isString(type) || isOpen(type)) continue;
      return this.wrong(`second argument of [:] must be [string], ${this.found(literal, type)}${CONSIDER}`, expression);
    }
    return BOOLEAN;
  }

  private call(expression: EqlCall): CheckedType | undefined {
    const types = expression.args.map((arg) => this.typeOf(arg));
    const name = expression.name.toLowerCase();
    if (types.includes(undefined)) return undefined;
    const signature = SIGNATURES.get(name);
    if (!signature) {
      const message = `Unknown function [${expression.name}]${didYouMean(name, SIGNATURES.keys())}`;
      this.report('verification', 'unknown_function', message, expression.range);
      return undefined;
    }
    if (!this.isCallable(expression, signature)) return undefined;
    for (const [at, arg] of expression.args.entries()) {
      if (!this.argument(expression, signature, at, arg, types[at]!)) return undefined;
    }
    return resultType(signature, types as CheckedType[]);
  }

  private isCallable(expression: EqlCall, { name, foldable, arity, expects }: Signature): boolean {
    const [min, max] = arity;
    const count = expression.args.length;
    const message =
      expression.caseInsensitive && !foldable
        ? `Function [CASE_INSENSITIVE] does not support case-(in)sensitivity ${name}()`
        : count < min || count > max
          ? `error building [${name}]: expects ${expects}`
          : undefined;
    if (message) this.report('parsing', 'arity', message, expression.range);
    return message === undefined;
  }

  private argument(call: EqlCall, signature: Signature, at: number, arg: EqlExpression, type: CheckedType): boolean {
    const kind = signature.arguments[Math.min(at, signature.arguments.length - 1)]!;
    const text = this.textOf(call);
    const which = signature.arity[1] === 1 ? '' : `${ORDINALS[at] ?? ordinalNumber(at + 1)} `;
    const subject = `${which}argument of [${text}]`;
    if (signature.constantFrom !== undefined && at >= signature.constantFrom && !this.isConstant(arg)) {
      this.wrong(`${subject} must be a constant, received [${this.textOf(arg)}]`, call);
      return false;
    }
    if (!isOpen(type) && !isOfKind(type, kind)) {
      this.wrong(`${subject} must be [${kind}], ${this.found(arg, type)}`, call);
      return false;
    }
    return this.isExact(arg, type, text, which === '' ? '' : `${which}argument `, call);
  }
}

const CONSIDER = '; consider using [==] instead';

function isOfKind(type: CheckedType, kind: ArgumentKind): boolean {
  switch (kind) {
    case 'any':
      return true;
    case 'string':
      return isString(type);
    case 'numeric':
      return isNumeric(type);
    case 'integer':
      return isInteger(type);
    case 'boolean':
    case 'ip':
      return type.name === kind;
  }
}

function widerType(a: CheckedType, b: CheckedType): CheckedType {
  if (a === UNKNOWN_TYPE || b === UNKNOWN_TYPE) return UNKNOWN_TYPE;
  if (isFloat(a) || isFloat(b)) return { name: 'double' };
  if (a.name === 'null' || b.name === 'null') return a.name === 'null' ? b : a;
  return { name: a.name === 'integer' && b.name === 'integer' ? 'integer' : 'long' };
}

function resultType({ result }: Signature, args: readonly CheckedType[]): CheckedType {
  return result === 'numeric' ? widerType(args[0]!, args[1]!) : { name: result };
}

function ordinalNumber(position: number): string {
  const teen = position % 100 >= 11 && position % 100 <= 13;
  const suffix = teen ? 'th' : (['th', 'st', 'nd', 'rd'][position % 10] ?? 'th');
  return `${position}${suffix}`;
}
