import type { EqlExpression, EqlPattern, Range } from '../ast';
import { walkExpression } from '../operands';
import { javaRegexProblem } from '../values/java_regex';
import { luceneRegexProblem } from '../values/regex/lucene';
import { wildcardProblem } from '../values/wildcards';

export interface BadPattern {
  readonly message: string;
  readonly range: Range;
}

/** Patterns that cannot be compiled. Elasticsearch notices when the search runs. */
export function badPatterns(condition: EqlExpression): BadPattern[] {
  const bad: BadPattern[] = [];
  walkExpression(condition, (expression) => {
    if (expression.kind === 'pattern') collectBad(expression, bad);
  });
  return bad;
}

function collectBad({ op, operand, patterns }: EqlPattern, bad: BadPattern[]): void {
  const isRegex = op === 'regex' || op === 'regex~';
  const problemOf = isRegex ? (operand.kind === 'field' ? luceneRegexProblem : javaRegexProblem) : wildcardProblem;
  for (const { value, range } of patterns) {
    const message = typeof value === 'string' ? problemOf(value) : undefined;
    if (message !== undefined) bad.push({ message, range });
  }
}
