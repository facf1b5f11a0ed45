import type { EqlExpression } from '../../ast';
import { equalsTest } from '../../compile/leaf_tests';
import { valueText } from '../../values/field_types';
import { foldAscii } from '../../values/text';
import { wildcardSet } from '../../values/wildcards';
import { fieldTest, type FieldTest, show } from './constants';
import type { Advice, LintRule } from './index';

/** The same value twice in a list, or one that a wildcard of the list already covers. */
export const duplicates: LintRule = (expression, { text }) => {
  const test = listOf(expression);
  if (!test) return [];
  const keys = new Set<string>();
  const advice: Advice[] = [];
  const fold = (value: string) => (test.caseInsensitive ? foldAscii(value) : value);
  const patterns = test.wildcards
    ? test.literals.map(({ value }) => String(value)).filter((value) => /[*?]/.test(value))
    : [];
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
    } else if (!patterns.includes(value) && patterns.length > 0 && value !== '' && covers.test(value)) {
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

/**
 * Two parts of an `and` that ask one field for values which exclude each other. An event whose field is an array can still have
 * both, so this is advice and not an error.
 */
export const contradictions: LintRule = (expression, { text }) => {
  if (expression.kind !== 'and') return [];
  const advice: Advice[] = [];
  const earlier = new Map<string, FieldTest>();
  for (const operand of expression.operands) {
    const test = fieldTest(operand);
    if (!test || test.regex) continue;
    const other = earlier.get(test.field.name);
    if (other && excludeEachOther(other, test)) {
      const shown = text.slice(operand.range.start, operand.range.end);
      const message = `[${shown}] contradicts an earlier condition on [${test.field.name}]: both hold only for an array with a value for each`;
      advice.push({ code: 'contradictory_values', message, range: operand.range });
    }
    if (!other) earlier.set(test.field.name, test);
  }
  return advice;
};

/** Longest lists compared with each other. */
const MAX_COMPARED = 500;

function excludeEachOther(a: FieldTest, b: FieldTest): boolean {
  if (a.literals.length > MAX_COMPARED || b.literals.length > MAX_COMPARED) return false;
  const [left, right] = [plainValues(a), plainValues(b)];
  if (left) return !left.some((value) => accepts(b, value));
  return right !== undefined && !right.some((value) => accepts(a, value));
}

function plainValues({ literals, wildcards, caseInsensitive }: FieldTest): readonly string[] | undefined {
  const values = literals.map(({ value }) => (value === null ? '' : valueText(value)));
  if (wildcards && values.some((value) => /[*?]/.test(value))) return undefined;
  return caseInsensitive ? values.map(foldAscii) : values;
}

function accepts(test: FieldTest, value: string): boolean {
  const patterns = test.literals.map((literal) => (literal.value === null ? '' : valueText(literal.value)));
  if (test.wildcards) return wildcardSet(patterns, test.caseInsensitive).test(value);
  const type = { family: 'dynamic', esType: 'unknown' } as const;
  return test.literals.some(
    ({ value: wanted }) =>
      wanted !== null && (equalsTest(wanted, type)(value) || foldAscii(valueText(wanted)) === foldAscii(value)),
  );
}
