/** Walks the tree of an expression. */
import type { EqlExpression } from './ast';

/** The expressions directly below one; of a pattern only the operand, its patterns are literals. */
export function operandsOf(expression: EqlExpression): readonly EqlExpression[] {
  switch (expression.kind) {
    case 'literal':
    case 'field':
      return [];
    case 'call':
      return expression.args;
    case 'sign':
    case 'not':
    case 'pattern':
      return [expression.operand];
    case 'arithmetic':
    case 'comparison':
      return [expression.left, expression.right];
    case 'in':
      return [expression.operand, ...expression.list];
    case 'and':
    case 'or':
      return expression.operands;
  }
}

/** Calls `visit` with an expression and all below it, outside in. Literals in lists are passed over. */
export function walkExpression(expression: EqlExpression, visit: (expression: EqlExpression) => void): void {
  visit(expression);
  switch (expression.kind) {
    case 'literal':
    case 'field':
      return;
    case 'in':
      walkExpression(expression.operand, visit);
      for (const member of expression.list) if (member.kind !== 'literal') walkExpression(member, visit);
      return;
    case 'pattern':
    case 'sign':
    case 'not':
      return walkExpression(expression.operand, visit);
    default:
      for (const operand of operandsOf(expression)) walkExpression(operand, visit);
  }
}
