import type { EqlEventQuery, EqlExpression, EqlStatement } from '../../ast';
import { operandsOf } from '../../operands';
import { positionOf } from '../../errors';
import type { EqlProblem, ResolvedOptions } from '../../types';
import { caseSensitiveNames } from './case_sensitivity';
import { incompleteNetworks } from './networks';
import { idleClauses } from './idle_clauses';
import type { Advice, FieldProfile, LintContext, LintRule } from './lint_rule';
import { contradictions, duplicates } from './values';
import { unseenValues } from './unseen_values';

export type { FieldProfile } from './lint_rule';

const RULES: readonly LintRule[] = [
  duplicates,
  contradictions,
  idleClauses,
  caseSensitiveNames,
  incompleteNetworks,
  unseenValues,
];

/** Advice on a query that Elasticsearch accepts, in reading order. */
export function lint(statement: EqlStatement, options: ResolvedOptions, profile?: FieldProfile): EqlProblem[] {
  const context: LintContext = { text: statement.text, options, profile };
  const advice = eventsOf(statement).flatMap(({ condition }) => walk(condition, context));
  return advice
    .sort((a, b) => a.range.start - b.range.start)
    .map(({ code, message, range }) => {
      const { line, column } = positionOf(statement.text, range.start);
      return { level: 'lint', code, message, range, line, column: column + 1 };
    });
}

function eventsOf({ query }: EqlStatement): readonly EqlEventQuery[] {
  if (query.kind === 'event') return [query];
  const terms = query.kind === 'sequence' && query.until ? [...query.terms, query.until] : query.terms;
  return terms.map(({ event }) => event);
}

function walk(expression: EqlExpression, context: LintContext): Advice[] {
  const own = RULES.flatMap((rule) => rule(expression, context));
  return [...own, ...operandsOf(expression).flatMap((operand) => walk(operand, context))];
}
