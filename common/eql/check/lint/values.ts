import type { EqlExpression } from '../../ast';
import { valueText } from '../../values/field_types';
import { foldAscii } from '../../values/text';
import { wildcardSet } from '../../values/wildcards';
import { fieldTest, type FieldTest, show } from './constants';
import type { Advice, LintRule } from './lint_rule';

/** The same value twice in a list, or one that a wildcard of the list already covers. */
export const duplicates: LintRule = (expression, { text }) => {
  const test = listOf(expression);
  if (!test) return [];
  const keys = new Set<string>();
  const advice: Advice[] = [];
  const fold = (value: string) => (test.caseInsensitive ? foldAscii(value) : value);
  const isPattern = (value: string) => test.wildcards && /[*?]/.test(value);
  const patterns = test.literals.map(({ value }) => String(value)).filter(isPattern);
  const covers = wildcardSet(patterns, test.caseInsensitive);
  for (const literal of test.literals) {
    if (literal.value === null) continue;
    const value = valueText(literal.value);
    const key = `${literal.type === 'string' ? 's' : 'n'}${fold(value)}`;
    if (keys.has(key)) {
      advice.push({
        code: 'duplicate_value',
        message: `${show(literal, text)} is already in the list`,
        range: literal.range,
      });
    } else if (patterns.length > 0 && !isPattern(value) && value !== '' && covers.test(value)) {
      const message = `${show(literal, text)} is already covered by a wildcard of the list`;
      advice.push({ code: 'duplicate_value', message, range: literal.range });
    }
    keys.add(key);
  }
  return advice;
};

function listOf(expression: EqlExpression): FieldTest | undefined {
  if (expression.kind === 'in' && expression.negated) return listOf({ ...expression, negated: false });
  const test = fieldTest(expression);
  return test && test.literals.length > 1 && !test.regex ? test : undefined;
}

/** Fields that hold several values in practice (ECS marks most of them as arrays): two tests may both be right. */
const ARRAYS =
  /(?:^|\.)(?:args|type|category|tags|ip|mac|attributes|groups?|roles?|related\..*|answers\..*|resolved_ip|permissions|capabilities\..*|.*_list|.*s)$/;

/** Two parts of an `and` that ask a single-valued field for values which exclude each other. */
export const contradictions: LintRule = (expression, { text }) => {
  if (expression.kind !== 'and') return [];
  const advice: Advice[] = [];
  const earlier = new Map<string, Values>();
  for (const operand of expression.operands) {
    const test = fieldTest(operand);
    if (!test || test.regex || ARRAYS.test(test.field.name) || test.literals.length > MAX_COMPARED) continue;
    const values = new Values(test);
    const other = earlier.get(test.field.name);
    if (!other) earlier.set(test.field.name, values);
    else if (values.exclude(other)) {
      const shown = text.slice(operand.range.start, operand.range.end);
      const message = `[${shown}] contradicts an earlier condition on [${test.field.name}]: no single value fits both`;
      advice.push({ code: 'contradictory_values', message, range: operand.range });
    }
  }
  return advice;
};

/** Longest lists compared with each other. */
const MAX_COMPARED = 500;

/** The values that a test of one field lets through. */
class Values {
  /** Every value by name; undefined when there are wildcards. */
  private readonly listed: readonly string[] | undefined;
  private readonly accepts: (value: string) => boolean;

  constructor({ literals, wildcards, caseInsensitive }: FieldTest) {
    const texts = literals.map(({ value }) => (value === null ? '' : valueText(value)));
    const open = wildcards && texts.some((text) => /[*?]/.test(text));
    this.listed = open ? undefined : texts;
    const folded = new Set(texts.map(foldAscii));
    const set = open ? wildcardSet(texts, caseInsensitive) : undefined;
    const exact = new Set(texts);
    this.accepts = set
      ? set.test
      : caseInsensitive
        ? (value) => folded.has(foldAscii(value))
        : (value) => exact.has(value);
    this.folds = caseInsensitive;
  }

  private readonly folds: boolean;

  /** No value passes both; unknown (false) when both have wildcards. */
  exclude(other: Values): boolean {
    const [named, judge] = this.listed ? [this, other] : [other, this];
    if (!named.listed) return false;
    // A folding list stands for every spelling of its values.
    if (named.folds && !judge.folds)
      return judge.listed !== undefined && !judge.listed.some((value) => named.accepts(value));
    return !named.listed.some((value) => judge.accepts(value));
  }
}
