import { StackError } from '../../stack';
import type { KibanaApi } from '../apis';
import { chunks } from '../batches';
import type { Purpose } from '../errors';
import { kqlValue } from '../kql_text';
import type { RawRule } from './rule_fields';

const READ: Purpose = {
  what: 'read detection rules',
  takes: 'read access to the rules of Elastic Security in this space',
};

const PAGE = 1_000;
/** Kibana's `_find` reaches no further, whatever the page size (security-api 1.5). */
const MAX_RULES = 10_000;
/** Ids in one filter: the address stays below what proxies let through (8 KB). */
const IDS_PER_CALL = 50;

interface FindAnswer {
  total: number;
  data: RawRule[];
}

export class RuleReader {
  constructor(private readonly kibana: KibanaApi) {}

  /** @throws StackError `too_large` when the space has more rules than Kibana can list */
  async all(): Promise<RawRule[]> {
    const rules = new Map<string, RawRule>();
    for (let page = 1; ; page += 1) {
      const { total, data } = await this.find({ page, per_page: PAGE, sort_field: 'created_at', sort_order: 'asc' });
      if (total > MAX_RULES) {
        throw new StackError('too_large', `This space has ${total} rules; Kibana lists no more than ${MAX_RULES}.`);
      }
      for (const rule of data) rules.set(rule.id, rule);
      // The last page may be a full one, and behind the window there is none to be asked for.
      if (data.length < PAGE || page * PAGE >= total) return [...rules.values()];
    }
  }

  /** Those that exist, by `rule_id`. */
  async byRuleId(ruleIds: readonly string[]): Promise<Map<string, RawRule>> {
    const found = new Map<string, RawRule>();
    for (const ids of chunks([...new Set(ruleIds)], IDS_PER_CALL)) {
      const filter = `alert.attributes.params.ruleId: (${ids.map(kqlValue).join(' or ')})`;
      const { data } = await this.find({ filter, page: 1, per_page: PAGE });
      for (const rule of data) if (ids.includes(rule.rule_id)) found.set(rule.rule_id, rule);
    }
    return found;
  }

  private find(query: Record<string, string | number>): Promise<FindAnswer> {
    return this.kibana.call<FindAnswer>(READ, 'GET', '/api/detection_engine/rules/_find', { query });
  }
}
