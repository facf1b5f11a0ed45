/** Can a rule see anything here, and if not why. */

/** One reason code per rule and data source; listed from worst to harmless. */
export type ReadinessCode =
  | 'not_installed'
  | 'exception_fails_rule'
  | 'exceptions_hide_everything'
  | 'no_index'
  | 'field_unmapped_everywhere'
  | 'field_wrong_type'
  | 'last_run_failed'
  | 'disabled'
  | 'no_data'
  | 'no_recent_data'
  | 'field_unmapped_in_some'
  | 'exception_list_missing'
  | 'last_run_warned'
  | 'alert_limit_hit'
  | 'look_back_gap'
  | 'long_values_not_indexed'
  | 'sources_overlap'
  | 'dotted_and_nested'
  | 'ready';

/** `blind`: sees nothing; `limited`: sees less than it should; `ready`. */
export type ReadinessLevel = 'blind' | 'limited' | 'ready' | 'unknown';

export interface ReadinessReason {
  code: ReadinessCode;
  level: ReadinessLevel;
  /** What it means here, one sentence. */
  sentence: string;
  /** What to do about it. */
  advice: string;
  evidence?: string;
}

/** A field as the stack's field capabilities show it: one element per type it has somewhere. */
export interface FieldPresence {
  /** Elasticsearch type, or `unmapped`. */
  type: string;
  indices?: readonly string[];
  ignoreAbove?: number;
}

export interface SourceState {
  /** Data source id. */
  source: string;
  /** Index patterns of this data source that the rule reads. */
  patterns: readonly string[];
  /** Concrete indices behind the patterns. */
  indices: readonly string[];
  /** ISO 8601 UTC. */
  lastEventAt?: string;
  recentCount: number;
  fields: Readonly<Record<string, readonly FieldPresence[]>>;
  /** Hosts seen in the last day on this source, for the overlap check. */
  hosts?: readonly string[];
  /** Fields that occur as dotted names in some events and as objects in others. */
  mixedNotation?: readonly string[];
}

/** A field that the rule's query reads. */
export interface UsedField {
  name: string;
  /** Written with a leading `?`: may be unmapped without failing the query. */
  optional?: boolean;
  /** How the query uses it; decides which types are usable. */
  use?: 'text' | 'number' | 'ip' | 'boolean' | 'any';
}

export interface RuleState {
  rule: string;
  installed: boolean;
  enabled: boolean;
  /** Who changed it last, and when: ISO 8601 UTC. */
  changed?: { by: string; at: string };
  fields: readonly UsedField[];
  /** Last run, absent until it ran once. */
  lastRun?: { at: string; status: 'running' | 'succeeded' | 'warning' | 'failed'; message: string };
  /** Kibana durations, e.g. `5m` and `now-9m`. */
  interval?: string;
  from?: string;
  /** What the health of its exceptions found. */
  exceptions?: { fails?: string; hidesEverything?: string; missingList?: string };
}

export interface ReadinessInput {
  rules: readonly RuleState[];
  /** By rule id: the state of each data source that the rule reads. */
  sources: Readonly<Record<string, readonly SourceState[]>>;
  /** Milliseconds since the epoch. */
  now: number;
  /** Milliseconds without events after which a source counts as silent. Default one day. */
  silentAfterMs?: number;
}

export interface Readiness {
  rule: string;
  source: string;
  level: ReadinessLevel;
  /** The reason that decides. */
  reason: ReadinessReason;
  /** Everything else that was found, worst first. */
  also: ReadinessReason[];
}
