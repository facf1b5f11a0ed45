import type { EqlExpression, Range } from '../ast';
import { foldConstant } from '../compile/expression';
import { walkExpression } from '../operands';
import { unmappedTest } from '../compile/options';
import { substituteUnmapped } from '../compile/substitute';
import type { ResolvedOptions } from '../types';

export interface Offence {
  readonly message: string;
  readonly range: Range;
}

/** Comparisons of something computed from the event with something else computed from it: refused when Elasticsearch plans. */
export function fieldToField(condition: EqlExpression, text: string, options: ResolvedOptions): Offence[] {
  const offences: Offence[] = [];
  const offend = (offender: EqlExpression, symbol: string) => {
    const shown = text.slice(offender.range.start, offender.range.end);
    const message = `Comparisons against fields are not (currently) supported; offender [${shown}] in [${symbol}]`;
    offences.push({ message, range: offender.range });
  };
  const visit = (expression: EqlExpression) => {
    if (expression.kind === 'comparison') {
      const { left, right, op } = expression;
      if (right.kind !== 'literal' && !foldConstant(left) && !foldConstant(right))
        offend(right, op === '!=' ? '==' : op);
    }
    if (expression.kind === 'in' && expression.caseInsensitive) {
      const offender = expression.list.find((member) => !foldConstant(member));
      if (offender) offend(offender, ':');
    }
  };
  walkExpression(substituteUnmapped(condition, unmappedTest(options)), visit);
  return offences;
}
