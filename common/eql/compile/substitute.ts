import type { EqlExpression, EqlField } from '../ast';

/** Replaces every field that `isUnmapped` by the literal null; shares what does not change. */
export function substituteUnmapped(
  expression: EqlExpression,
  isUnmapped: ((field: EqlField) => boolean) | undefined,
): EqlExpression {
  if (!isUnmapped) return expression;
  const go = (inner: EqlExpression) => substituteUnmapped(inner, isUnmapped);
  const goAll = (list: readonly EqlExpression[]) => {
    const changed = list.map(go);
    return changed.every((item, at) => item === list[at]) ? list : changed;
  };
  switch (expression.kind) {
    case 'literal':
      return expression;
    case 'field':
      return isUnmapped(expression)
        ? { kind: 'literal', type: 'null', value: null, range: expression.range }
        : expression;
    case 'call': {
      const args = goAll(expression.args);
      return args === expression.args ? expression : { ...expression, args };
    }
    case 'sign':
    case 'not':
    case 'pattern': {
      const operand = go(expression.operand);
      return operand === expression.operand ? expression : { ...expression, operand };
    }
    case 'arithmetic':
    case 'comparison': {
      const left = go(expression.left);
      const right = go(expression.right);
      return left === expression.left && right === expression.right ? expression : { ...expression, left, right };
    }
    case 'in': {
      const operand = go(expression.operand);
      const list = goAll(expression.list);
      return operand === expression.operand && list === expression.list ? expression : { ...expression, operand, list };
    }
    case 'and':
    case 'or': {
      const operands = goAll(expression.operands);
      return operands === expression.operands ? expression : { ...expression, operands };
    }
  }
}
