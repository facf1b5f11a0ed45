/** KQL to Elasticsearch's query DSL, clause for clause as Kibana 8.12.2 builds it. */
import type { Query } from '../query_dsl';
import { isLoneStar, plainText, type KqlNode, type KqlText } from './ast';
import { targetFields, type KqlView, type TargetField } from './fields';

export interface DslOptions {
  /** Time zone of dates that name none, e.g. `UTC`, `Europe/Berlin` or `+02:00`. */
  timeZone?: string;
}

interface Context {
  view: KqlView | undefined;
  timeZone: string | undefined;
  /** Path of the nested group around. */
  group: string | undefined;
}

/** Characters that mean something to Lucene's query parser. */
const LUCENE_SPECIAL = new Set('+-=&|><!(){}[]^"~*?:\\/');

const escapeLucene = (text: string): string => {
  let escaped = '';
  for (const character of text) escaped += LUCENE_SPECIAL.has(character) ? `\\${character}` : character;
  return escaped;
};

const luceneText = (value: KqlText): string => {
  const pieces = value.type === 'wildcard' ? value.pieces : [plainText(value)];
  return pieces.map(escapeLucene).join('*');
};

const anyOf = (should: Query[]): Query => ({ bool: { should, minimum_should_match: 1 } });
const isKeyword = ({ field }: TargetField): boolean => field?.esTypes?.length === 1 && field.esTypes[0] === 'keyword';
const isDate = ({ field }: TargetField): boolean => field?.type === 'date';
const rawValue = (value: KqlText): string | boolean | null =>
  value.type === 'literal' ? value.value : plainText(value);

const wrap = (target: TargetField, query: Query): Query =>
  target.wrapInNested === undefined ? query : { nested: { path: target.wrapInNested, query, score_mode: 'none' } };

const zone = (context: Context): { time_zone?: string } =>
  context.timeZone === undefined ? {} : { time_zone: context.timeZone };

const freeText = (value: KqlText): Query => {
  if (isLoneStar(value)) return { query_string: { query: '*' } };
  if (value.type === 'wildcard') return { query_string: { query: luceneText(value) } };
  return { multi_match: { type: value.quoted ? 'phrase' : 'best_fields', query: value.value, lenient: true } };
};

const equals = (target: TargetField, value: KqlText, context: Context): Query => {
  const { name } = target;
  if (isLoneStar(value)) return { exists: { field: name } };
  if (value.type === 'wildcard') {
    return isKeyword(target)
      ? { wildcard: { [name]: { value: luceneText(value) } } }
      : { query_string: { fields: [name], query: luceneText(value) } };
  }
  if (isDate(target)) return { range: { [name]: { gte: value.value, lte: value.value, ...zone(context) } } };
  if (isKeyword(target)) return { term: { [name]: { value: value.value } } };
  return value.quoted ? { match_phrase: { [name]: value.value } } : { match: { [name]: value.value } };
};

const NO_FIELD: KqlText = { type: 'literal', value: null, quoted: false, range: { start: 0, end: 0 } };

/** No field was named, or it was named with the literal `null`, which Kibana cannot tell apart. */
const namesNoField = (field: KqlText): boolean => field.type === 'literal' && field.value === null;

const convert = (node: KqlNode, context: Context): Query => {
  switch (node.type) {
    case 'all':
      return { match_all: {} };
    case 'or':
      return anyOf(node.children.map((child) => convert(child, context)));
    case 'and':
      return { bool: { filter: node.children.map((child) => convert(child, context)) } };
    case 'not':
      return { bool: { must_not: convert(node.child, context) } };
    case 'is': {
      const field = node.field ?? NO_FIELD;
      if (namesNoField(field) && context.group === undefined) return freeText(node.value);
      if (isLoneStar(field) && isLoneStar(node.value)) return { match_all: {} };
      const targets = targetFields(field, context.view, context.group);
      // A pattern that takes in the whole view asks for any document.
      if (isLoneStar(node.value) && targets.length === context.view?.fields.length) return { match_all: {} };
      return anyOf(targets.map((target) => wrap(target, equals(target, node.value, context))));
    }
    case 'range':
      return anyOf(
        targetFields(node.field, context.view, context.group).map((target) =>
          wrap(target, {
            range: {
              [target.name]: { [node.operator]: rawValue(node.value), ...(isDate(target) ? zone(context) : {}) },
            },
          }),
        ),
      );
    case 'nested': {
      const path = context.group === undefined ? plainText(node.path) : `${context.group}.${plainText(node.path)}`;
      return { nested: { path, query: convert(node.child, { ...context, group: path }), score_mode: 'none' } };
    }
  }
};

/**
 * @param view fields of the data view; without it every name is an unknown one
 * @throws KqlFieldError when the view forbids the query
 */
export const toQueryDsl = (node: KqlNode, view?: KqlView, options: DslOptions = {}): Query =>
  convert(node, { view, timeZone: options.timeZone, group: undefined });
