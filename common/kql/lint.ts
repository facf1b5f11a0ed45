/**
 * What Kibana accepts without a word although it cannot mean what was typed. Each finding has a reason code, a place in
 * the text and, where there is one, the text that was probably meant.
 */
import { familyOf } from '../allowlist/fields';
import { compileQuery, QueryRefused, type IndexMapping } from '../query_dsl';
import { isLoneStar, plainText, walk, type KqlNode, type KqlText, type TextRange } from './ast';
import { KqlFieldError, KqlSyntaxError } from './errors';
import type { KqlView } from './fields';
import { parse } from './parse';
import { toQueryDsl } from './to_query_dsl';

export type KqlLintCode =
  | 'syntax_error'
  | 'field_rule'
  | 'search_refused'
  | 'single_backslash_in_quotes'
  | 'keyword_as_value'
  | 'operator_as_text'
  | 'date_means_one_day'
  | 'wildcard_in_quotes'
  | 'question_mark_is_literal'
  | 'unknown_field'
  | 'regex_not_supported';

export interface KqlFinding {
  code: KqlLintCode;
  severity: 'error' | 'warning';
  message: string;
  range: TextRange;
  /** Replaces the text in `range`. */
  suggestion?: string;
}

export interface KqlLintContext {
  view?: KqlView;
  mapping?: IndexMapping;
  /** Milliseconds since the epoch. */
  now: number;
}

const DANGLING_KEYWORD = /\s(and|or|not)$/i;
const OPERATOR_TEXT = /(^|\s)(=|==|!=|&&|\|\|)(\s|$)/;
const PARTIAL_DATE = /^\d{4}(-\d{2})?$/;

const finding = (
  code: KqlLintCode,
  range: TextRange,
  message: string,
  suggestion?: string,
  severity: KqlFinding['severity'] = 'warning',
): KqlFinding => ({ code, severity, message, range, ...(suggestion === undefined ? {} : { suggestion }) });

/** `"C:\temp\new"`: in quotes `\t`, `\n` and `\r` are a tab and line breaks, so the path is not what it looks like. */
const backslashFinding = (query: string, value: KqlText): KqlFinding | undefined => {
  if (value.type !== 'literal' || typeof value.value !== 'string') return undefined;
  if (!/[\t\n\r]/.test(value.value)) return undefined;
  const typed = query.slice(value.range.start, value.range.end);
  if (!/\\[tnr]/.test(typed)) return undefined;
  // In `C:\temp\new` every backslash was meant literally; a doubled one already is.
  const meant = typed.replace(/\\\\|\\(?=[^"\\])/g, (found) => (found === '\\' ? '\\\\' : found));
  return finding(
    'single_backslash_in_quotes',
    value.range,
    'A backslash before t, n or r is a tab or a line break here, so this never matches a Windows path. Double every backslash.',
    meant,
  );
};

const valueFindings = (query: string, field: KqlText | null, value: KqlText, context: KqlLintContext): KqlFinding[] => {
  const findings: KqlFinding[] = [];
  const text = plainText(value);
  const backslash = backslashFinding(query, value);
  if (backslash) findings.push(backslash);
  const quoted = value.type === 'literal' && value.quoted;
  if (!quoted && DANGLING_KEYWORD.test(text))
    findings.push(
      finding(
        'keyword_as_value',
        value.range,
        'The last word joins nothing, so it is read as part of the value. Finish the condition or quote the value.',
      ),
    );
  if (!quoted && OPERATOR_TEXT.test(text))
    findings.push(
      finding(
        'operator_as_text',
        value.range,
        'KQL reads = == != && || as plain text. Use a colon to compare, and / or to combine.',
      ),
    );
  if (quoted && text.includes('*') && field !== null)
    findings.push(
      finding(
        'wildcard_in_quotes',
        value.range,
        'A star in quotes is a literal star. Remove the quotes to make it a wildcard.',
      ),
    );
  if (!quoted && text.includes('?') && field !== null)
    findings.push(
      finding(
        'question_mark_is_literal',
        value.range,
        'KQL has no one-character wildcard: the question mark is literal.',
      ),
    );
  if (!quoted && text.length > 2 && text.startsWith('/') && text.endsWith('/') && field !== null)
    findings.push(
      finding('regex_not_supported', value.range, 'KQL has no regular expressions: the slashes are literal.'),
    );
  const type = field === null ? undefined : context.view?.fields.find(({ name }) => name === plainText(field))?.type;
  if (type === 'date' && PARTIAL_DATE.test(text))
    findings.push(
      finding(
        'date_means_one_day',
        value.range,
        `${text} means its first day only, not the whole ${text.length === 4 ? 'year' : 'month'}.`,
        `"${text}||/${text.length === 4 ? 'y' : 'M'}"`,
      ),
    );
  return findings;
};

const fieldFindings = (field: KqlText, context: KqlLintContext): KqlFinding[] => {
  if (context.view === undefined || isLoneStar(field) || field.type === 'wildcard') return [];
  const name = plainText(field);
  const isKnown = context.view.fields.some((known) => known.name === name || known.name.startsWith(`${name}.`));
  if (isKnown || context.mapping?.schema.field(name) !== undefined) return [];
  return [
    finding('unknown_field', field.range, `No index of this data view has a field ${name}, so this never matches.`),
  ];
};

const refusal = (node: KqlNode, query: string, context: KqlLintContext): KqlFinding[] => {
  const whole = { start: 0, end: query.length };
  try {
    const dsl = toQueryDsl(node, context.view, {});
    if (context.mapping !== undefined) compileQuery(dsl, { mapping: context.mapping, now: context.now });
    return [];
  } catch (error) {
    if (error instanceof KqlFieldError) return [finding('field_rule', whole, error.message, undefined, 'error')];
    if (!(error instanceof QueryRefused)) throw error;
    const { field, message } = error;
    const type = field === undefined ? undefined : context.mapping?.schema.field(field)?.type;
    const about = field === undefined ? '' : ` on ${field}${type === undefined ? '' : ` (${familyOf(type)})`}`;
    return [
      finding(
        'search_refused',
        placeOf(node, field) ?? whole,
        `Elasticsearch refuses the whole search${about}: ${message}`,
        undefined,
        'error',
      ),
    ];
  }
};

/** Where the first condition on a field stands. */
const placeOf = (root: KqlNode, field: string | undefined): TextRange | undefined => {
  let place: TextRange | undefined;
  walk(root, (node) => {
    if (place !== undefined || (node.type !== 'is' && node.type !== 'range') || node.field === null) return;
    if (plainText(node.field) === field) place = node.range;
  });
  return place;
};

/** Findings in the order of the text; a syntax error is the only one when the query does not parse. */
export const lint = (query: string, context: KqlLintContext): KqlFinding[] => {
  let root: KqlNode;
  try {
    root = parse(query);
  } catch (error) {
    if (!(error instanceof KqlSyntaxError)) throw error;
    const end = Math.min(query.length, error.position + 1);
    return [finding('syntax_error', { start: error.position, end }, error.shortMessage, undefined, 'error')];
  }
  const findings: KqlFinding[] = [];
  // Names inside a nested group are relative to it.
  let groupEnd = 0;
  walk(root, (node) => {
    if (node.type === 'nested') groupEnd = Math.max(groupEnd, node.range.end);
    if (node.type !== 'is' && node.type !== 'range') return;
    if (node.field !== null && node.field.range.start >= groupEnd) findings.push(...fieldFindings(node.field, context));
    findings.push(...valueFindings(query, node.field, node.value, context));
  });
  findings.push(...refusal(root, query, context));
  return findings.sort((a, b) => a.range.start - b.range.start);
};
