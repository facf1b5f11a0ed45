import type { EqlExpression, EqlPattern, Range } from '../ast';
import { operandsOf } from '../compile/fold';
import { javaRegexProblem } from '../values/java_regex';
import { luceneRegexProblem } from '../values/regex/lucene';
import { wildcardProblem } from '../values/wildcards';

export interface BadPattern {
  readonly message: string;
  readonly range: Range;
}

/** Patterns that cannot be compiled. Elasticsearch notices when the search runs. */
export function badPatterns(expression: EqlExpression): BadPattern[] {
  const below = operandsOf(expression).flatMap(badPatterns);
  return expression.kind === 'pattern' ? [...below, ...badPatternsOf(expression)] : below;
}

function badPatternsOf({ op, operand, patterns }: EqlPattern): BadPattern[] {
  const isRegex = op === 'regex' || op === 'regex~';
  const problemOf = isRegex ? (operand.kind === 'field' ? luceneRegexProblem : javaRegexProblem) : wildcardProblem;
  const bad: BadPattern[] = [];
  for (const { value, range } of patterns) {
    const message = typeof value === 'string' ? problemOf(value) : undefined;
    if (message !== undefined) bad.push({ message, range });
  }
  return bad;
}
