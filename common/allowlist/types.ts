/**
 * Exception items as Kibana holds them, and the workbench's own word for one decision: an allowlist entry.
 *
 * The wire names (`list_id`, `os_types`, `expire_time` ...) are Kibana's public spelling, so that an item read from a
 * list, from an export file or from an extension point needs no translation.
 */

export type Operator = 'included' | 'excluded';

export interface MatchEntry {
  type: 'match';
  field: string;
  operator: Operator;
  /** Always text, also for numbers and booleans. */
  value: string;
}

export interface MatchAnyEntry {
  type: 'match_any';
  field: string;
  operator: Operator;
  value: string[];
}

export interface WildcardEntry {
  type: 'wildcard';
  field: string;
  operator: Operator;
  /** `*` any run, `?` one character, a backslash takes the next character literally. */
  value: string;
}

export interface ExistsEntry {
  type: 'exists';
  field: string;
  operator: Operator;
}

export interface ListEntry {
  type: 'list';
  field: string;
  operator: Operator;
  /** The value list and the Elasticsearch type of its values. */
  list: { id: string; type: string };
}

export type NestedInnerEntry = MatchEntry | MatchAnyEntry | ExistsEntry;

export interface NestedEntry {
  type: 'nested';
  /** Path of the nested objects; the inner fields are relative to it. */
  field: string;
  entries: NestedInnerEntry[];
}

/** One condition of an item. */
export type ItemEntry = MatchEntry | MatchAnyEntry | WildcardEntry | ExistsEntry | ListEntry | NestedEntry;

export type OsType = 'linux' | 'macos' | 'windows';

export interface ItemComment {
  comment: string;
  id?: string;
  created_at?: string;
  created_by?: string;
}

export interface ExceptionItem {
  item_id: string;
  list_id: string;
  namespace_type: 'single' | 'agnostic';
  type: 'simple';
  name: string;
  description: string;
  /** All must hold. At least one. */
  entries: ItemEntry[];
  os_types: OsType[];
  tags: string[];
  comments: ItemComment[];
  /** ISO 8601 with milliseconds. A past time switches the item off. */
  expire_time?: string;
}

/** A value list with its values, as far as known. */
export interface ValueListContent {
  id: string;
  /** An Elasticsearch field type: keyword, ip, ip_range, text, long, date ... */
  type: string;
  values: readonly string[];
  /** Real number of values when `values` was cut. */
  total?: number;
}

/** The mapping of one field. */
export interface FieldInfo {
  /** Elasticsearch field type. */
  type: string;
  /** `keyword` values longer than this are not indexed, so nothing matches them. */
  ignoreAbove?: number;
  /** The field is folded to lower case when indexed and when asked (`.caseless` sub-fields). */
  lowercase?: boolean;
}

/** The mapping of the data that a rule reads. */
export interface FieldSchema {
  /** `undefined`: not mapped, or, when the schema is not complete, not known. */
  field(name: string): FieldInfo | undefined;
  /** The schema lists every mapped field, so that what it does not know is unmapped. */
  readonly complete: boolean;
  /** Elasticsearch type by field name, where the schema was made from such a list. */
  readonly types?: Readonly<Record<string, string>>;
  /** Fields are mapped below this path, so that `exists` on it asks for any of them. */
  hasFieldsBelow?(path: string): boolean;
}

/** How Kibana runs the rule that an item is attached to: decides which value lists count. */
export type RuleKind = 'eql' | 'query' | 'threshold' | 'new_terms' | 'other';

export interface ItemContext {
  /** Without one, types are guessed from the field names and values. */
  schema?: FieldSchema;
  valueLists?: ReadonlyMap<string, ValueListContent>;
  /** Milliseconds since the epoch: the start of the run. */
  now: number;
  /** Default `eql`. */
  ruleKind?: RuleKind;
}

/** An event as it is stored: nested objects, dotted names, or both. */
export type EventDocument = Readonly<Record<string, unknown>>;

/**
 * What a run makes of an item.
 * - `active`: its conditions decide
 * - `expired`, `ignored`: left out of the run
 * - `fails_rule`: the whole run fails, so no rule using it alerts
 */
export type ItemState = 'active' | 'expired' | 'ignored' | 'fails_rule';

/** One condition beside the values it met. */
export interface EntryExplanation {
  entry: ItemEntry;
  /** The condition holds, `excluded` already applied. */
  holds: boolean;
  /** Values of the field in the event; empty when it has none. */
  values: string[];
  /** The condition in words, e.g. `destination.port is 443`. */
  text: string;
}

export interface ItemExplanation {
  item: ExceptionItem;
  state: ItemState;
  /** The event is removed by this item. */
  hides: boolean;
  entries: EntryExplanation[];
  /** With `os_types`: whether the event's operating system is one of them. */
  osHolds?: boolean;
  /** When it does not hide: the conditions that saved the event. */
  savedBy: EntryExplanation[];
}

export interface CompiledItem {
  readonly item: ExceptionItem;
  readonly state: ItemState;
  /** Why the state is not `active`. */
  readonly problem?: string;
  /** The event is removed before the rule sees it. Always false unless `active`. */
  matches(event: EventDocument): boolean;
  explain(event: EventDocument): ItemExplanation;
}

/** All items of the lists of one rule together. */
export interface CompiledItems {
  /** `hides_all`: Kibana 8.12 sends an empty filter and the rule finds nothing. `fails`: every run fails. */
  readonly state: 'ok' | 'hides_all' | 'fails';
  /** The items that cause a state other than `ok`. */
  readonly causes: readonly CompiledItem[];
  readonly items: readonly CompiledItem[];
  /** The first item that removes the event. */
  hiddenBy(event: EventDocument): CompiledItem | undefined;
}

/** What an override of a blinding change needs. */
export interface EntryOverride {
  reason: string;
  by: string;
  /** ISO 8601, at most 30 days after it was given. */
  expires: string;
}

/** One false-positive exclusion: the workbench's own view on one or more exception items. */
export interface AllowlistEntry {
  /** Stable id (uuid). */
  id: string;
  name: string;
  /** Ids of the rules it covers, at least one. Each has an item in the rule's own list. */
  rules: string[];
  /** All must hold. */
  conditions: ItemEntry[];
  osTypes: OsType[];
  reason: string;
  owner: string;
  ticket?: string;
  /** ISO 8601 with milliseconds. */
  expires?: string;
  /** A disabled entry keeps its expiry for the day it is enabled again. */
  enabled: boolean;
  /** Id of the template it was made from. */
  template?: string;
  override?: EntryOverride;
}
