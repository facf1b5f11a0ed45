/** The exception items of a rule as one run applies them (security-api 1.13, 2.4). */
import { compileItems, itemsToQueryDsl, type ExceptionItem, type ValueListContent } from '../../../../common/allowlist';
import type { Query } from '../../../../common/query_dsl';
import type { RuleRecord } from '../rules/rule_table';
import type { ValueLists } from '../value_lists/value_list_table';
import type { RunContext } from './rule_runner';
import { RunFailure } from './rule_search';

export interface ApplicableItems {
  /** What removes events; absent without items. */
  clause?: Query;
  /** Names of items that Kibana leaves out with a warning. */
  ignored: string[];
}

/** A list that does not exist is passed over without a word. */
export function applicableItems(
  rule: RuleRecord,
  indices: readonly string[],
  { state, space }: RunContext,
  now: number,
): ApplicableItems {
  const items = rule.exceptions_list.flatMap(({ list_id, namespace_type }) =>
    state.exceptions.itemsOf({ space, namespace: namespace_type }, list_id),
  ) as unknown as ExceptionItem[];
  const { index: mapping } = state.elasticsearch.store.mapping(indices);
  const context = {
    schema: mapping.schema,
    valueLists: valueLists(items, state.valueLists.in(space)),
    now,
    ruleKind: rule.type === 'eql' ? ('eql' as const) : ('query' as const),
  };
  const compiled = compileItems(items, context);
  if (compiled.state === 'fails') {
    const problem = compiled.causes[0]?.problem ?? '';
    throw new RunFailure(
      'An error occurred during rule execution: message: "search_phase_execution_exception\n\tRoot causes:\n\t\t' +
        `query_shard_exception: failed to create query: ${problem}"`,
    );
  }
  const clause = itemsToQueryDsl(items, context) as unknown as Query | undefined;
  return {
    ...(clause === undefined ? {} : { clause }),
    ignored: compiled.items.filter(({ state: kind }) => kind === 'ignored').map(({ item }) => item.name),
  };
}

function valueLists(items: readonly ExceptionItem[], stored: ValueLists): ReadonlyMap<string, ValueListContent> {
  const ids = items.flatMap(({ entries }) =>
    entries.flatMap((entry) => (entry.type === 'list' ? [entry.list.id] : [])),
  );
  return new Map(
    [...new Set(ids)].flatMap((id) => {
      const list = stored.lists.get(id);
      if (!list) return [];
      const values = stored.valuesOf(id).map(({ value }) => value);
      return [[id, { id, type: list.type, values, total: values.length }] as const];
    }),
  );
}
