import { compilePlan, FieldAccess } from '../../compile/filter';
import { planOf } from '../../compile/plan';
import type { EqlLiteral } from '../../ast';
import { fieldTest, show } from './constants';
import type { LintRule } from './lint_rule';

/** A field compared to a value that the data source never writes. */
export const unseenValues: LintRule = (expression, { text, profile }) => {
  const test = profile && fieldTest(expression);
  if (!test || !Object.hasOwn(profile, test.field.name)) return [];
  const { values, complete } = profile[test.field.name]!;
  if (!complete) return [];
  const access = new FieldAccess(() => ({ family: 'dynamic', esType: 'unknown' }));
  const isSeen = (literal: EqlLiteral) => {
    const alone =
      expression.kind === 'pattern'
        ? { ...expression, patterns: [literal] }
        : expression.kind === 'in'
          ? { ...expression, list: [literal] }
          : expression;
    const matches = compilePlan(planOf(alone), access);
    return values.some((value) => matches({ [test.field.name]: value }));
  };
  return test.literals
    .filter((literal) => !isSeen(literal))
    .map((literal) => ({
      code: 'value_never_seen',
      message: `${show(literal, text)} is never seen in [${test.field.name}] on this data source`,
      range: literal.range,
    }));
};
