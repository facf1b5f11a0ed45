import type { EqlExpression } from '../../ast';
import { unmappedTest } from '../../compile/options';
import { planOf } from '../../compile/plan';
import { substituteUnmapped } from '../../compile/substitute';
import { printExpression } from '../../print';
import type { Advice, LintRule } from './lint_rule';

/** Parts of an `and` or `or` that are constant, or written twice, can never change the result. */
export const idleClauses: LintRule = (expression, { options }) => {
  if (expression.kind !== 'and' && expression.kind !== 'or') return [];
  const isUnmapped = unmappedTest(options);
  const advice: Advice[] = [];
  const seen = new Set<string>();
  for (const operand of expression.operands) {
    const printed = printExpression(operand);
    const plan = planOf(substituteUnmapped(operand, isUnmapped));
    if (seen.has(printed)) {
      advice.push(idle(operand, 'is written twice and changes nothing'));
    } else if (plan.kind === 'constant') {
      advice.push(idle(operand, constantMessage(expression.kind, plan.value)));
    }
    seen.add(printed);
  }
  return advice;

  function idle(operand: EqlExpression, what: string): Advice {
    const shown = printExpression(operand);
    const short = shown.length > 80 ? `${shown.slice(0, 77)}...` : shown;
    return { code: 'clause_never_decides', message: `[${short}] ${what}`, range: operand.range };
  }
};

function constantMessage(kind: 'and' | 'or', value: boolean | null): string {
  if (value === true)
    return kind === 'and' ? 'is always true and changes nothing' : 'is always true: the whole [or] is';
  return kind === 'and' ? 'is never true: the whole [and] is not either' : 'is never true and changes nothing';
}
