/** Filters of a rule (Kibana's own form) as Query DSL. */
import { member } from '../answer_text';
import type { Dsl } from './types';

/** `query` (in old ones the filter itself) is Query DSL, `meta` says whether the filter is on and negated. */
export function filtersToDsl(filters: readonly unknown[]): { filter: Dsl[]; mustNot: Dsl[] } {
  const filter: Dsl[] = [];
  const mustNot: Dsl[] = [];
  for (const one of filters) {
    if (typeof one !== 'object' || one === null) continue;
    const { meta, $state: _state, query, ...bare } = one as Record<string, unknown>;
    if (member(meta, 'disabled') === true) continue;
    const dsl = (typeof query === 'object' && query !== null ? query : bare) as Dsl;
    (member(meta, 'negate') === true ? mustNot : filter).push(dsl);
  }
  return { filter, mustNot };
}
