import type { EqlExpression } from '../ast';
import type { Value } from '../values/field_types';
import { compileExpression, type Fields } from './expression';

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

/** Whether any field is mentioned; `isField` may declare some of them constants. */
export function mentionsField(
  expression: EqlExpression,
  isField: (name: string, optional: boolean) => boolean = () => true,
): boolean {
  return (
    operandsOf(expression).some((operand) => mentionsField(operand, isField)) ||
    (expression.kind === 'field' && isField(expression.name, expression.optional))
  );
}

/** The expressions directly below one. */
export function operandsOf(expression: EqlExpression): readonly EqlExpression[] {
  switch (expression.kind) {
    case 'literal':
    case 'field':
      return [];
    case 'call':
      return expression.args;
    case 'sign':
    case 'not':
      return [expression.operand];
    case 'arithmetic':
    case 'comparison':
      return [expression.left, expression.right];
    case 'in':
      return [expression.operand, ...expression.list];
    case 'pattern':
      return [expression.operand, ...expression.patterns];
    case 'and':
    case 'or':
      return expression.operands;
  }
}
