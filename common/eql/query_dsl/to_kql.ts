/** EQL event queries as KQL, for Discover and the filter bar. What KQL cannot say is listed, never hidden. */
import type { EqlExpression, EqlField, EqlLiteral, EqlStatement, Range } from '../ast';
import { EqlError } from '../errors';

export type KqlLossCode =
  /** Written down, but KQL compares keywords with their case: other spellings are not found. */
  | 'case_sensitive'
  /** Left out: KQL has no words for it, so more is found. */
  | 'not_expressible';

export interface KqlLoss {
  code: KqlLossCode;
  text: string;
  range: Range;
}

export interface KqlTranslation {
  kql: string;
  losses: KqlLoss[];
}

interface Translation {
  text: string;
  losses: KqlLoss[];
}

const ALL = '*: *';
const NONE = 'not *: *';

const quote = (value: string): string => `"${value.replace(/[\\"]/g, (character) => `\\${character}`)}"`;

const SPECIAL = /[\\():<>"{}]/g;
const KEYWORD = /(^|\s)(and|or|not)(?=\s|$)/gi;

/** An unquoted value keeps its stars; all else is literal. */
const wildcardText = (pattern: string): string =>
  pattern
    .replace(SPECIAL, (character) => `\\${character}`)
    // `\not` would be read as a line break and `ot`, so keywords are broken up by escaping their first letter's code.
    .replace(
      KEYWORD,
      (_, before: string, word: string) => `${before}\\u00${word.charCodeAt(0).toString(16)}${word.slice(1)}`,
    );

const fieldName = (name: string): string => (/^[\w@.-]+$/.test(name) ? name : quote(name));
const oneOf = (values: string[]): string => (values.length === 1 ? (values[0] as string) : `(${values.join(' or ')})`);
const literalText = ({ value }: EqlLiteral): string => (typeof value === 'string' ? quote(value) : String(value));
const hasLetters = (text: string): boolean => text.toLowerCase() !== text.toUpperCase();

const lose = (node: EqlExpression, code: KqlLossCode, context: Translation): void => {
  context.losses.push({ code, text: context.text.slice(node.range.start, node.range.end), range: node.range });
};

const comparison = (field: EqlField, op: string, literal: EqlLiteral): string | undefined => {
  const name = fieldName(field.name);
  if (literal.value === null) return op === '==' ? `not ${name}: *` : op === '!=' ? `${name}: *` : undefined;
  if (op === '==') return `${name}: ${literalText(literal)}`;
  if (op === '!=') return `not ${name}: ${literalText(literal)}`;
  return `${name} ${op} ${literalText(literal)}`;
};

const FLIPPED: Readonly<Record<string, string>> = {
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '==': '==',
  '!=': '!=',
};

const strings = (nodes: readonly EqlExpression[]): string[] | undefined => {
  const texts = nodes.flatMap((node) =>
    node.kind === 'literal' && typeof node.value === 'string' ? [node.value] : [],
  );
  return texts.length === nodes.length && texts.length > 0 ? texts : undefined;
};

/** KQL of one leaf, or undefined when it has no words for it. */
const leaf = (node: EqlExpression, context: Translation): string | undefined => {
  switch (node.kind) {
    case 'literal':
      return node.value === true ? ALL : node.value === false ? NONE : undefined;
    case 'field':
      return `${fieldName(node.name)}: true`;
    case 'comparison': {
      if (node.left.kind === 'field' && node.right.kind === 'literal')
        return comparison(node.left, node.op, node.right);
      if (node.left.kind === 'literal' && node.right.kind === 'field')
        return comparison(node.right, FLIPPED[node.op] as string, node.left);
      return undefined;
    }
    case 'in': {
      if (node.operand.kind !== 'field') return undefined;
      const literals = node.list.flatMap((member) =>
        member.kind === 'literal' && member.value !== null ? [member] : [],
      );
      if (literals.length !== node.list.length) return undefined;
      if (node.caseInsensitive && literals.some(({ value }) => typeof value === 'string' && hasLetters(value)))
        lose(node, 'case_sensitive', context);
      return `${node.negated ? 'not ' : ''}${fieldName(node.operand.name)}: ${oneOf(literals.map(literalText))}`;
    }
    case 'pattern': {
      const texts = strings(node.patterns);
      if (node.operand.kind !== 'field' || texts === undefined || node.op.startsWith('regex')) return undefined;
      if (texts.some((text) => text.includes('?') || text === '')) return undefined;
      if (node.op !== 'like' && texts.some(hasLetters)) lose(node, 'case_sensitive', context);
      const values = texts.map((text) => (text.includes('*') ? wildcardText(text) : quote(text)));
      return `${fieldName(node.operand.name)}: ${oneOf(values)}`;
    }
    case 'call': {
      const [subject, ...rest] = node.args;
      const texts = strings(rest);
      if (subject?.kind !== 'field' || texts === undefined) return undefined;
      const name = node.name.toLowerCase();
      if (name === 'cidrmatch') return `${fieldName(subject.name)}: ${oneOf(texts.map(quote))}`;
      const [text] = texts;
      if (texts.length !== 1 || text === undefined || /[*?]/.test(text) || text === '') return undefined;
      const shapes: Readonly<Record<string, string>> = {
        startswith: `${wildcardText(text)}*`,
        endswith: `*${wildcardText(text)}`,
        stringcontains: `*${wildcardText(text)}*`,
      };
      const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
      if (shape !== undefined && node.caseInsensitive && hasLetters(text)) lose(node, 'case_sensitive', context);
      return shape === undefined ? undefined : `${fieldName(subject.name)}: ${shape}`;
    }
    default:
      return undefined;
  }
};

const translate = (node: EqlExpression, positive: boolean, context: Translation): string => {
  if (node.kind === 'and' || node.kind === 'or') {
    const parts = node.operands.map((operand) => translate(operand, positive, context));
    // In an `and` what lets everything through needs no words.
    const said = node.kind === 'and' ? parts.filter((part) => part !== ALL) : parts;
    return said.length === 0 ? ALL : said.length === 1 ? (said[0] as string) : `(${said.join(` ${node.kind} `)})`;
  }
  if (node.kind === 'not') {
    const inner = translate(node.operand, !positive, context);
    return inner === NONE ? ALL : inner === ALL ? NONE : inner.startsWith('not ') ? `not (${inner})` : `not ${inner}`;
  }
  const said = leaf(node, context);
  if (said !== undefined) return said;
  lose(node, 'not_expressible', context);
  return positive ? ALL : NONE;
};

const unwrap = (kql: string): string => {
  if (!kql.startsWith('(') || !kql.endsWith(')')) return kql;
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < kql.length; at += 1) {
    const character = kql[at];
    if (character === '\\') at += 1;
    else if (character === '"') quoted = !quoted;
    else if (!quoted && character === '(') depth += 1;
    else if (!quoted && character === ')') {
      depth -= 1;
      if (depth === 0 && at < kql.length - 1) return kql;
    }
  }
  return kql.slice(1, -1);
};

/**
 * @param eventCategoryField default `event.category`
 * @throws EqlError for sequences and samples
 */
export const toKql = (statement: EqlStatement, eventCategoryField = 'event.category'): KqlTranslation => {
  if (statement.query.kind !== 'event')
    throw new EqlError('planning', 'Only event queries translate to KQL', statement.text, statement.query.range);
  const context: Translation = { text: statement.text, losses: [] };
  const condition = translate(statement.query.condition, true, context);
  const { category } = statement.query;
  const parts = [
    ...(category === null ? [] : [`${fieldName(eventCategoryField)}: ${quote(category)}`]),
    ...(condition === ALL ? [] : [condition]),
  ];
  const kql =
    parts.length === 0 ? ALL : parts.length === 1 ? unwrap(parts[0] as string) : `${parts[0]} and ${parts[1]}`;
  return { kql, losses: context.losses };
};
