/**
 * EQL conditions that Elasticsearch's query DSL can say exactly (specification, section 16). Whatever is translated here
 * must mean exactly the same on mapped documents: it may stand under a `not`.
 */
import type { EqlCall, EqlComparison, EqlExpression, EqlField, EqlIn, EqlLiteral, EqlPattern } from '../ast';
import type { EqlSchema } from '../types';
import type { DslQuery } from './types';

/** Elasticsearch's default `index.max_regex_length`. */
const MAX_REGEXP_LENGTH = 1_000;
/** Elasticsearch's default `index.max_terms_count` is 65,536; far below it one clause stays readable and fast. */
const MAX_TERMS = 10_000;

const STRING_TYPES = new Set(['keyword', 'constant_keyword', 'wildcard']);
const COMPARABLE_TYPES = new Set([
  ...STRING_TYPES,
  'boolean',
  'byte',
  'short',
  'integer',
  'long',
  'unsigned_long',
  'half_float',
  'float',
  'double',
  'scaled_float',
  'date',
  'date_nanos',
  'ip',
]);

export interface LeafContext {
  schema: EqlSchema | undefined;
}

/** The DSL of one leaf, or undefined when the DSL cannot say exactly that. */
export type Leaf = DslQuery | undefined;

const none: DslQuery = { match_none: {} };
const not = (query: DslQuery): DslQuery => ({ bool: { must_not: [query] } });
const anyOf = (should: DslQuery[]): DslQuery => {
  const [first, ...rest] = should;
  if (first === undefined) return none;
  return rest.length === 0 ? first : { bool: { should, minimum_should_match: 1 } };
};

const typeOf = (field: EqlField, { schema }: LeafContext): string | undefined =>
  schema !== undefined && Object.hasOwn(schema, field.name) ? schema[field.name] : undefined;

/** Without a schema every field is taken as mapped; with one it must be of a type that the clause can ask. */
const suits = (field: EqlField, context: LeafContext, types: ReadonlySet<string>): boolean => {
  if (context.schema === undefined) return true;
  const type = typeOf(field, context);
  return type !== undefined && types.has(type);
};

/** JSON numbers beyond 2^53 lose digits; as text Elasticsearch reads them whole. */
const scalar = (literal: EqlLiteral): string | number | boolean | undefined => {
  const { value } = literal;
  if (value === null) return undefined;
  if (typeof value !== 'bigint') return value;
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(value)
    : String(value);
};

const term = (field: string, value: string | number | boolean, caseInsensitive: boolean): DslQuery => ({
  term: { [field]: caseInsensitive ? { value, case_insensitive: true } : { value } },
});

/** EQL's patterns have no escapes; Elasticsearch's take a backslash as one. */
const wildcard = (field: string, value: string, caseInsensitive: boolean): DslQuery => ({
  wildcard: { [field]: caseInsensitive ? { value, case_insensitive: true } : { value } },
});
const escapeBackslash = (text: string): string => text.replaceAll('\\', '\\\\');
const escapeLiteral = (text: string): string => text.replace(/[\\*?]/g, (character) => `\\${character}`);

const pattern = (field: string, text: string, caseInsensitive: boolean): DslQuery => {
  // The empty pattern never matches a field (section 8).
  if (text === '') return none;
  if (/^\*+$/.test(text)) return { exists: { field } };
  if (/[*?]/.test(text)) return wildcard(field, escapeBackslash(text), caseInsensitive);
  return term(field, text, caseInsensitive);
};

const RANGE = { '<': 'lt', '<=': 'lte', '>': 'gt', '>=': 'gte' } as const;
const FLIPPED = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '==': '==', '!=': '!=' } as const;

const compareField = (field: EqlField, op: EqlComparison['op'], literal: EqlLiteral, context: LeafContext): Leaf => {
  if (!suits(field, context, COMPARABLE_TYPES)) return undefined;
  if (literal.value === null) {
    const exists: DslQuery = { exists: { field: field.name } };
    return op === '!=' ? exists : op === '==' ? not(exists) : undefined;
  }
  const value = scalar(literal);
  if (value === undefined) return undefined;
  if (op === '==') return term(field.name, value, false);
  if (op === '!=') return not(term(field.name, value, false));
  // A boolean has no useful order, and versions order differently.
  if (typeOf(field, context) === 'boolean' || typeof value === 'boolean') return undefined;
  return { range: { [field.name]: { [RANGE[op]]: value } } };
};

/** `field op literal`, either way round. Comparisons of conditions with true or false are the caller's. */
export const comparisonLeaf = (node: EqlComparison, context: LeafContext): Leaf => {
  if (node.left.kind === 'field' && node.right.kind === 'literal')
    return compareField(node.left, node.op, node.right, context);
  if (node.left.kind === 'literal' && node.right.kind === 'field')
    return compareField(node.right, FLIPPED[node.op], node.left, context);
  return undefined;
};

export const inLeaf = (node: EqlIn, context: LeafContext): Leaf => {
  if (node.operand.kind !== 'field' || node.list.length > MAX_TERMS) return undefined;
  const types = node.caseInsensitive ? STRING_TYPES : COMPARABLE_TYPES;
  if (!suits(node.operand, context, types)) return undefined;
  const field = node.operand.name;
  const values: Array<string | number | boolean> = [];
  for (const member of node.list) {
    if (member.kind !== 'literal') return undefined;
    const value = scalar(member);
    if (value !== undefined) values.push(value);
  }
  // A list of nothing but nulls is null: neither it nor its `not` matches.
  if (values.length === 0) return undefined;
  const query: DslQuery = node.caseInsensitive
    ? anyOf(values.map((value) => (value === '' ? none : term(field, value, true))))
    : { terms: { [field]: values } };
  return node.negated ? not(query) : query;
};

export const patternLeaf = (node: EqlPattern, context: LeafContext): Leaf => {
  if (node.operand.kind !== 'field' || node.patterns.length > MAX_TERMS) return undefined;
  if (!suits(node.operand, context, STRING_TYPES)) return undefined;
  const field = node.operand.name;
  const texts = node.patterns.flatMap((literal) => (typeof literal.value === 'string' ? [literal.value] : []));
  if (texts.length !== node.patterns.length) return undefined;
  if (node.op === 'regex' || node.op === 'regex~') {
    const caseInsensitive = node.op === 'regex~';
    if (caseInsensitive && texts.includes('')) return undefined;
    const value = texts.join('|');
    if (value.length > MAX_REGEXP_LENGTH) return undefined;
    return { regexp: { [field]: { value, flags: 'ALL', ...(caseInsensitive ? { case_insensitive: true } : {}) } } };
  }
  const caseInsensitive = node.op !== 'like';
  return anyOf(texts.map((text) => pattern(field, text, caseInsensitive)));
};

/** Boolean functions over one field: startsWith, endsWith, stringContains, cidrMatch. */
export const callLeaf = (node: EqlCall, context: LeafContext): Leaf => {
  const name = node.name.toLowerCase();
  const [subject, ...rest] = node.args;
  if (subject?.kind !== 'field') return undefined;
  const field = subject.name;
  const texts = rest.flatMap((arg) => (arg.kind === 'literal' && typeof arg.value === 'string' ? [arg.value] : []));
  if (texts.length !== rest.length) return undefined;
  if (name === 'cidrmatch') {
    return suits(subject, context, new Set(['ip'])) && texts.length > 0 ? { terms: { [field]: texts } } : undefined;
  }
  const [text] = texts;
  // The empty text is a special case in each of them.
  if (texts.length !== 1 || text === undefined || text === '' || !suits(subject, context, STRING_TYPES))
    return undefined;
  switch (name) {
    case 'startswith':
      return { prefix: { [field]: node.caseInsensitive ? { value: text, case_insensitive: true } : { value: text } } };
    case 'endswith':
      return wildcard(field, `*${escapeLiteral(text)}`, node.caseInsensitive);
    case 'stringcontains':
      return wildcard(field, `*${escapeLiteral(text)}*`, node.caseInsensitive);
    default:
      return undefined;
  }
};

/** A bare boolean field means `== true`. */
export const fieldLeaf = (node: EqlField, context: LeafContext): Leaf =>
  suits(node, context, new Set(['boolean'])) ? term(node.name, true, false) : undefined;

/** Is the expression a condition, so that `== true` and `== false` only assert or deny it? A bare field is not: a missing flag is not false. */
export const isCondition = (node: EqlExpression): boolean =>
  node.kind === 'comparison' ||
  node.kind === 'in' ||
  node.kind === 'pattern' ||
  node.kind === 'not' ||
  node.kind === 'and' ||
  node.kind === 'or' ||
  (node.kind === 'call' && ['cidrmatch', 'startswith', 'endswith', 'stringcontains'].includes(node.name.toLowerCase()));
