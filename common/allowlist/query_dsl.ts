/** The filter that Kibana sends to Elasticsearch for exception items: one clause for each, all under `must_not`. */
import { isExpired } from './compile';
import type { ExceptionItem, ItemContext, ItemEntry, ListEntry, NestedInnerEntry, Operator } from './types';
import { isDashRange, listUse } from './value_lists';

export type QueryDsl = { readonly [clause: string]: unknown };

function withOperator(operator: Operator, clause: QueryDsl): QueryDsl {
  return operator === 'excluded' ? { bool: { must_not: [clause] } } : clause;
}

function any(clauses: readonly QueryDsl[]): QueryDsl {
  return { bool: { should: clauses, minimum_should_match: 1 } };
}

function innerClause(entry: NestedInnerEntry, field: string): QueryDsl {
  switch (entry.type) {
    case 'match':
      return withOperator(entry.operator, { match_phrase: { [field]: entry.value } });
    case 'match_any':
      return withOperator(entry.operator, any(entry.value.map((value) => ({ match_phrase: { [field]: value } }))));
    case 'exists':
      return withOperator(entry.operator, { exists: { field } });
  }
}

function listClause(entry: ListEntry, context: ItemContext): QueryDsl | undefined {
  const list = context.valueLists?.get(entry.list.id);
  const use = listUse(list, entry, context);
  if (list === undefined || use.use === 'ignored' || use.use === 'dropped' || use.use === 'after_search')
    return undefined;
  if (entry.list.type !== 'ip_range') return withOperator(entry.operator, { terms: { [entry.field]: list.values } });
  if (use.use === 'always') return { match_all: {} };
  const ranges = list.values.filter(isDashRange).map((value) => {
    const dash = value.indexOf('-');
    return { range: { [entry.field]: { gte: value.slice(0, dash), lte: value.slice(dash + 1) } } };
  });
  const networks = list.values.filter((value) => !isDashRange(value));
  return withOperator(
    entry.operator,
    any(networks.length === 0 ? ranges : [...ranges, { terms: { [entry.field]: networks } }]),
  );
}

function entryClause(entry: ItemEntry, context: ItemContext): QueryDsl | undefined {
  switch (entry.type) {
    case 'wildcard':
      return withOperator(entry.operator, { wildcard: { [entry.field]: { value: entry.value } } });
    case 'list':
      return listClause(entry, context);
    case 'nested':
      return {
        nested: {
          path: entry.field,
          query: {
            bool: { filter: entry.entries.map((inner) => innerClause(inner, `${entry.field}.${inner.field}`)) },
          },
          score_mode: 'none',
        },
      };
    default:
      return innerClause(entry, entry.field);
  }
}

/** The query that finds the events an item removes, or `undefined` when the run goes without the item. */
export function toQueryDsl(item: ExceptionItem, context: ItemContext): QueryDsl | undefined {
  if (isExpired(item, context.now) || item.entries.length === 0) return undefined;
  const clauses = item.entries.map((entry) => entryClause(entry, context));
  if (clauses.some((clause) => clause === undefined)) return undefined;
  const os = item.os_types.flatMap((value) => [
    { match_phrase: { 'host.os.type': value } },
    { match_phrase: { 'host.os.name.caseless': value } },
  ]);
  return { bool: { filter: os.length === 0 ? clauses : [...clauses, any(os)] } };
}

/** The `bool` filter that removes what any of the items removes; `undefined` when none applies. */
export function itemsToQueryDsl(items: readonly ExceptionItem[], context: ItemContext): QueryDsl | undefined {
  const clauses = items.map((item) => toQueryDsl(item, context)).filter((clause) => clause !== undefined);
  return clauses.length === 0 ? undefined : { bool: { must_not: clauses } };
}
