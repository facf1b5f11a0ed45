import type { EqlExpression, EqlField, EqlLiteral } from '../../ast';

export interface FieldTest {
  readonly field: EqlField;
  readonly literals: readonly EqlLiteral[];
  /** `==`, `in`, or a pattern operator. */
  readonly operator: string;
  readonly caseInsensitive: boolean;
  readonly wildcards: boolean;
  /** Regular expressions are not looked into. */
  readonly regex: boolean;
}

/** The positive test of one field against literals that an expression makes, if it is one. */
export function fieldTest(expression: EqlExpression): FieldTest | undefined {
  switch (expression.kind) {
    case 'comparison': {
      const { left, right, op } = expression;
      if (op !== '==' || left.kind !== 'field' || right.kind !== 'literal' || right.value === null) return undefined;
      return { field: left, literals: [right], operator: op, caseInsensitive: false, wildcards: false, regex: false };
    }
    case 'in': {
      const { operand, list, caseInsensitive, negated } = expression;
      const literals = list.filter((member) => member.kind === 'literal');
      if (operand.kind !== 'field' || negated || literals.length < list.length) return undefined;
      return { field: operand, literals, operator: 'in', caseInsensitive, wildcards: false, regex: false };
    }
    case 'pattern': {
      const { operand, op, patterns } = expression;
      if (operand.kind !== 'field') return undefined;
      const regex = op === 'regex' || op === 'regex~';
      const caseInsensitive = op !== 'like' && op !== 'regex';
      return { field: operand, literals: patterns, operator: op, caseInsensitive, wildcards: !regex, regex };
    }
    default:
      return undefined;
  }
}

/** A literal as messages show it. */
export function show(literal: EqlLiteral, text: string): string {
  return text.slice(literal.range.start, literal.range.end);
}
