/** The query of a rule, EQL or KQL, with its filters and exceptions, made ready to be asked. */
import { compileItems, type CompiledItems, type ExceptionItem, type ValueListContent } from '../../common/allowlist';
import { compile as compileEql, EqlError, type EqlMatcher } from '../../common/eql';
import { compile as compileKql, KqlFieldError, KqlSyntaxError } from '../../common/kql';
import { compileQuery, QueryRefused, type DocumentHit, type Query } from '../../common/query_dsl';
import { isDocument } from '../events_in/document_shape';
import { StackError } from '../../server/stack/stack';
import type { Mapping } from './mapping';

/** What a matcher is made from: a rule, or a query over history. */
export interface QuerySource {
  index: readonly string[];
  language: 'eql' | 'kuery';
  query: string;
  filters?: readonly unknown[];
  timestampField?: string;
  eventCategoryField?: string;
  tiebreakerField?: string;
}

export interface RuleMatcher {
  readonly index: readonly string[];
  /** Event categories that can matter; undefined when any can. */
  readonly categories: ReadonlySet<string> | undefined;
  /** For queries about single events. */
  readonly test?: (hit: DocumentHit) => boolean;
  /** For sequences, samples and queries with pipes: to be run by the engine. */
  readonly engine?: EqlMatcher;
  /** The rule's filters let the event pass. */
  passesFilters(hit: DocumentHit): boolean;
}

/** @throws StackError `rejected` with the stack's words when the query or a filter is refused */
export function compileRule(source: QuerySource, mapping: Mapping, now: number): RuleMatcher {
  try {
    const filters = filterTests(source.filters ?? [], mapping, now);
    const passesFilters = (hit: DocumentHit): boolean => filters.every((test) => test(hit));
    const base = { index: source.index, passesFilters };
    if (source.language === 'kuery') {
      const test = compileKql(source.query, { view: mapping.view, mapping: mapping.index, now });
      return { ...base, categories: undefined, test };
    }
    const matcher = compileEql(source.query, {
      schema: mapping.eql,
      ...(source.timestampField === undefined ? {} : { timestampField: source.timestampField }),
      ...(source.eventCategoryField === undefined ? {} : { eventCategoryField: source.eventCategoryField }),
      ...(source.tiebreakerField === undefined ? {} : { tiebreakerField: source.tiebreakerField }),
    });
    const categories = source.eventCategoryField === undefined ? categoriesOf(matcher) : undefined;
    if (matcher.kind === 'event' && matcher.statement.pipes.length === 0) {
      return { ...base, categories, test: (hit) => matcher.matches(hit._source) };
    }
    return { ...base, categories, engine: matcher };
  } catch (error) {
    throw refusal(error);
  }
}

/**
 * Exceptions of a rule as one run applies them.
 * @throws StackError `rejected` when an item makes the run fail, as Elasticsearch would
 */
export function compileExceptions(
  items: readonly ExceptionItem[],
  valueLists: readonly ValueListContent[],
  mapping: Mapping,
  language: QuerySource['language'],
  now: number,
): CompiledItems {
  const compiled = compileItems(items, {
    schema: mapping.schema,
    valueLists: new Map(valueLists.map((list) => [list.id, list])),
    now,
    ruleKind: language === 'eql' ? 'eql' : 'query',
  });
  if (compiled.state === 'fails') {
    const cause = compiled.causes[0];
    throw new StackError(
      'rejected',
      `query_shard_exception: failed to create query: ${cause?.problem ?? 'unreadable value'} (exception "${cause?.item.name}")`,
    );
  }
  return compiled;
}

function categoriesOf(matcher: EqlMatcher): ReadonlySet<string> | undefined {
  if (matcher.kind === 'event') return matcher.category === null ? undefined : new Set([matcher.category]);
  const stages = matcher.kind === 'sequence' && matcher.until ? [...matcher.stages, matcher.until] : matcher.stages;
  const categories = stages.map(({ filter }) => filter.category);
  return categories.includes(null) ? undefined : new Set(categories as string[]);
}

/** Kibana filters: `query` (or, in old ones, the filter itself) is Query DSL, `meta` says whether it is on and negated. */
function filterTests(filters: readonly unknown[], mapping: Mapping, now: number): Array<(hit: DocumentHit) => boolean> {
  return filters.filter(isDocument).flatMap((filter) => {
    const meta = isDocument(filter['meta']) ? filter['meta'] : {};
    if (meta['disabled'] === true) return [];
    const { meta: _meta, $state: _state, query, ...bare } = filter;
    const test = compileQuery((isDocument(query) ? query : bare) as Query, { mapping: mapping.index, now });
    const negated = meta['negate'] === true;
    return [(hit: DocumentHit) => test(hit) !== negated];
  });
}

/** Errors of the languages in the words of the stack; others pass through. */
export function refusal(error: unknown): unknown {
  if (error instanceof EqlError) {
    const { line, column, type } = error;
    return new StackError('rejected', `${type}_exception: ${error.reason}`, { line, column });
  }
  if (error instanceof KqlSyntaxError || error instanceof KqlFieldError || error instanceof QueryRefused) {
    const position = error instanceof KqlSyntaxError ? { position: error.position } : {};
    return new StackError('rejected', error.message, position);
  }
  return error;
}
