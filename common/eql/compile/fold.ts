import type { EqlExpression } from '../ast';
import { SIGNATURES } from '../functions/signatures';
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
