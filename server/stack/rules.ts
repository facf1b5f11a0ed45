import type { ItemResult } from './outcomes';

/**
 * The author-owned and user-owned fields of a detection rule, in Kibana's public spelling
 * (`POST /api/detection_engine/rules`; reference: security-api 1.2, 1.3).
 */
export interface RuleBody {
  rule_id: string;
  type: 'eql' | 'query' | 'saved_query' | 'threshold' | 'threat_match' | 'machine_learning' | 'new_terms' | 'esql';
  language?: string;
  name: string;
  description: string;
  query?: string;
  index?: string[];
  filters?: unknown[];
  enabled: boolean;
  interval: string;
  from: string;
  to?: string;
  severity: 'low' | 'medium' | 'high' | 'critical';
  risk_score: number;
  max_signals?: number;
  tags: string[];
  threat: unknown[];
  references?: string[];
  false_positives?: string[];
  author?: string[];
  license?: string;
  note?: string;
  setup?: string;
  timestamp_override?: string;
  timestamp_field?: string;
  event_category_override?: string;
  tiebreaker_field?: string;
  building_block_type?: string;
  investigation_fields?: { field_names: string[] };
  alert_suppression?: {
    group_by: string[];
    duration?: { value: number; unit: 's' | 'm' | 'h' };
    missing_fields_strategy?: string;
  };
  exceptions_list: ExceptionListRef[];
  actions?: unknown[];
  version?: number;
  meta?: Record<string, unknown>;
}

export interface ExceptionListRef {
  /** Saved-object id of the list. */
  id: string;
  list_id: string;
  type: string;
  namespace_type: 'single' | 'agnostic';
}

/** A rule as the stack holds it. */
export interface InstalledRule extends RuleBody {
  /** The stack's own id (a uuid), different in every space. */
  id: string;
  revision: number;
  created_at: string;
  created_by: string;
  updated_at: string;
  updated_by: string;
  /** Data view that the rule reads instead of index patterns. */
  dataViewId?: string;
  /** Last run, absent until the rule ran once. */
  lastRun?: RuleRun;
}

export interface RuleRun {
  /** ISO 8601 UTC. */
  at: string;
  status: 'running' | 'succeeded' | 'warning' | 'failed';
  /** The stack's words, e.g. that the alert limit was hit or a column is unknown. */
  message: string;
}

export interface RuleStore {
  /** Every rule of the space, all kinds, ours and others'. */
  list(): Promise<InstalledRule[]>;
  /** Those of `ruleIds` that exist, in no promised order. */
  get(ruleIds: readonly string[]): Promise<InstalledRule[]>;
  /** Creates or replaces by `rule_id`, in one batch. `exceptions_list`, `actions` and `enabled` are taken from the body as they are. */
  upsert(bodies: readonly RuleBody[]): Promise<Array<ItemResult<InstalledRule>>>;
  setEnabled(ruleIds: readonly string[], enabled: boolean): Promise<Array<ItemResult<InstalledRule>>>;
  /** Removes rules; their alerts stay. Unknown ids answer `not_found`. */
  remove(ruleIds: readonly string[]): Promise<Array<ItemResult<null>>>;
}
