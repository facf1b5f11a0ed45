/** Rules of all spaces, in the spelling of the API. */

export interface ListRef {
  id: string;
  list_id: string;
  type: string;
  namespace_type: 'single' | 'agnostic';
}

export interface RuleRecord {
  [field: string]: unknown;
  id: string;
  rule_id: string;
  type: string;
  name: string;
  enabled: boolean;
  interval: string;
  tags: string[];
  version: number;
  revision: number;
  exceptions_list: ListRef[];
  actions: unknown[];
  created_at: string;
  updated_at: string;
}

export class RuleTable {
  private readonly spaces = new Map<string, Map<string, RuleRecord>>();

  /** In the order of creation. */
  all(space: string): RuleRecord[] {
    return [...this.of(space).values()];
  }

  byId(space: string, id: string): RuleRecord | undefined {
    return this.of(space).get(id);
  }

  byRuleId(space: string, ruleId: string): RuleRecord | undefined {
    return this.all(space).find((rule) => rule.rule_id === ruleId);
  }

  put(space: string, rule: RuleRecord): RuleRecord {
    this.of(space).set(rule.id, rule);
    return rule;
  }

  remove(space: string, id: string): void {
    this.of(space).delete(id);
  }

  private of(space: string): Map<string, RuleRecord> {
    let rules = this.spaces.get(space);
    if (!rules) this.spaces.set(space, (rules = new Map()));
    return rules;
  }
}
