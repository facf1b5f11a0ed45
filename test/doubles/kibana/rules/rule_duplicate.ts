import type { Call } from '../types';
import type { RuleRecord } from './rule_table';

/** A copy under a new identity, switched off. Lists stay linked unless the caller leaves them out. */
export function duplicatedRule(
  rule: RuleRecord,
  { include_exceptions }: { include_exceptions: boolean } = { include_exceptions: true },
  { state, user, now }: Call,
): RuleRecord {
  const { execution_summary: _run, ...copied } = rule;
  // The default list belongs to one rule; Kibana copies it, which nothing here depends on.
  const shared = rule.exceptions_list.filter(({ type }) => type !== 'rule_default');
  return {
    ...copied,
    id: state.newId(),
    rule_id: state.newId(),
    name: `${rule.name} [Duplicate]`,
    enabled: false,
    revision: 0,
    exceptions_list: include_exceptions ? shared : [],
    created_at: now,
    created_by: user.name,
    updated_at: now,
    updated_by: user.name,
  } as RuleRecord;
}
