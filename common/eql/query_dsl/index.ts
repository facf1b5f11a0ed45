/**
 * EQL event queries as Elasticsearch query DSL. `query` alone finds a superset; `query` plus `residual` gives exactly what
 * the engine gives on documents as Elasticsearch maps them (proved against a real Elasticsearch in test/elasticsearch).
 */
import type { EqlEventQuery, EqlExpression, EqlStatement } from '../ast';
import { EqlError } from '../errors';
import type { EqlSchema } from '../types';
import {
  callLeaf,
  comparisonLeaf,
  fieldLeaf,
  inLeaf,
  isCondition,
  patternLeaf,
  type Leaf,
  type LeafContext,
} from './leaves';
import type { DslQuery, NotPushed, QueryDslTranslation } from './types';

export type { DslQuery, NotPushed, QueryDslTranslation } from './types';

export interface QueryDslOptions {
  /** With a schema only fields of a suitable type are pushed down; without one every field is taken as mapped. */
  schema?: EqlSchema;
  /** Default `event.category`. */
  eventCategoryField?: string;
}

const all: DslQuery = { match_all: {} };
const none: DslQuery = { match_none: {} };

interface Translation extends LeafContext {
  text: string;
  notPushed: NotPushed[];
}

/** `E == true`, `E != false` assert a condition, `E == false`, `E != true` deny it. */
const assertion = (node: EqlExpression): { condition: EqlExpression; denied: boolean } | undefined => {
  if (node.kind !== 'comparison' || (node.op !== '==' && node.op !== '!=')) return undefined;
  for (const [condition, flag] of [
    [node.left, node.right],
    [node.right, node.left],
  ] as const) {
    if (flag.kind !== 'literal' || typeof flag.value !== 'boolean' || !isCondition(condition)) continue;
    return { condition, denied: flag.value === (node.op === '!=') };
  }
  return undefined;
};

const leafOf = (node: EqlExpression, context: Translation): Leaf => {
  switch (node.kind) {
    case 'literal':
      return node.value === true ? all : node.value === false ? none : undefined;
    case 'field':
      return fieldLeaf(node, context);
    case 'comparison':
      return comparisonLeaf(node, context);
    case 'in':
      return inLeaf(node, context);
    case 'pattern':
      return patternLeaf(node, context);
    case 'call':
      return callLeaf(node, context);
    default:
      return undefined;
  }
};

/** @param positive an even number of `not`s encloses the node: what cannot be said must then let everything through */
const translate = (node: EqlExpression, positive: boolean, context: Translation): DslQuery => {
  if (node.kind === 'and')
    return { bool: { filter: node.operands.map((operand) => translate(operand, positive, context)) } };
  if (node.kind === 'or')
    return {
      bool: { should: node.operands.map((operand) => translate(operand, positive, context)), minimum_should_match: 1 },
    };
  if (node.kind === 'not') return { bool: { must_not: [translate(node.operand, !positive, context)] } };
  const asserted = assertion(node);
  if (asserted !== undefined) {
    if (!asserted.denied) return translate(asserted.condition, positive, context);
    return { bool: { must_not: [translate(asserted.condition, !positive, context)] } };
  }
  const leaf = leafOf(node, context);
  if (leaf !== undefined) return leaf;
  context.notPushed.push({ text: context.text.slice(node.range.start, node.range.end), range: node.range });
  return positive ? all : none;
};

/** The DSL of one event query, alone or a clause of a sequence. `text` is what its ranges refer to. */
export const eventQueryDsl = (
  query: EqlEventQuery,
  text: string,
  options: QueryDslOptions = {},
): QueryDslTranslation => {
  const context: Translation = { schema: options.schema, text, notPushed: [] };
  const condition = translate(query.condition, true, context);
  const categoryField = options.eventCategoryField ?? 'event.category';
  const filter: DslQuery[] = query.category === null ? [] : [{ term: { [categoryField]: { value: query.category } } }];
  return {
    query: filter.length === 0 ? condition : { bool: { filter: [...filter, condition] } },
    residual: context.notPushed.length === 0 ? null : query,
    notPushed: context.notPushed,
  };
};

/** @throws EqlError for sequences and samples: no single document query can find them; ask clause by clause. */
export const toQueryDsl = (statement: EqlStatement, options: QueryDslOptions = {}): QueryDslTranslation => {
  if (statement.query.kind !== 'event')
    throw new EqlError(
      'planning',
      'Only event queries translate to the query DSL',
      statement.text,
      statement.query.range,
    );
  return eventQueryDsl(statement.query, statement.text, options);
};
