/** What narrows a rule's query besides its text: time, filters of the rule, exceptions. As Kibana sends it (security-api 1.13). */
import { itemsToQueryDsl, LIST_VALUES_TO_READ, type ExceptionItem } from '../../../../common/allowlist';
import type { RuleQuery } from '../../events';
import type { ExceptionStore } from '../../exceptions';
import type { TimeRange } from '../../stack';
import { filtersToDsl } from '../search/kibana_filters';
import type { Dsl } from '../search/types';

/** The clauses that stay the same over all slices of a run. */
export async function ruleClauses(
  { exceptions, filters = [], language }: Pick<RuleQuery, 'exceptions' | 'filters' | 'language'>,
  store: Pick<ExceptionStore, 'valueLists'>,
  now: number,
): Promise<Dsl[]> {
  const { filter, mustNot } = filtersToDsl(filters);
  const ids = valueListIds(exceptions);
  const lists = ids.length === 0 ? [] : await store.valueLists(ids, LIST_VALUES_TO_READ);
  const removed = itemsToQueryDsl(exceptions, {
    now,
    valueLists: new Map(lists.map((list) => [list.id, list])),
    ruleKind: language === 'eql' ? 'eql' : 'query',
  });
  return [
    ...filter,
    ...(mustNot.length > 0 ? [{ bool: { must_not: mustNot } }] : []),
    ...(removed ? [removed as Dsl] : []),
  ];
}

/** A slice of the window: its end belongs to it only when it is the last one. */
export function timeClause({ from, to }: TimeRange, last: boolean): Dsl {
  const end = last ? { lte: to } : { lt: to };
  return { range: { '@timestamp': { gte: from, ...end, format: 'strict_date_optional_time' } } };
}

function valueListIds(items: readonly ExceptionItem[]): string[] {
  const entries = items.flatMap(({ entries: some }) => some);
  return [...new Set(entries.flatMap((entry) => (entry.type === 'list' ? [entry.list.id] : [])))];
}
