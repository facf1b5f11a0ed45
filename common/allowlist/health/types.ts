/** What the health check of exception items can find. Each code is one row of docs: effect, evidence, repair. */
import type { ExceptionItem, ItemContext, RuleKind } from '../types';

export type HealthCode =
  // the whole rule fails at every run
  | 'value_does_not_fit_type'
  | 'wildcard_on_wrong_type'
  | 'nested_on_plain_field'
  // everything is hidden
  | 'excluded_on_unmapped_field'
  | 'excluded_on_missing_field'
  | 'empty_ip_range_list'
  | 'too_many_dash_ranges'
  // the item does nothing
  | 'stages_never_meet'
  | 'value_list_not_applied'
  | 'value_list_missing'
  | 'unescaped_backslash'
  | 'doubled_backslash'
  | 'wrong_case'
  | 'wildcard_in_match'
  | 'field_not_mapped'
  | 'field_inside_nested'
  | 'expired'
  | 'ephemeral_port'
  | 'documentation_address'
  | 'shadowed'
  | 'os_never_known'
  | 'conditions_contradict'
  // the rule runs without its exceptions
  | 'list_missing'
  | 'list_wrong_namespace'
  // more is hidden than meant
  | 'every_stage_of_sequence'
  | 'identity_only'
  // doubled
  | 'item_id_twice'
  | 'same_conditions_twice'
  // cannot be saved
  | 'placeholder_not_filled'
  | 'no_conditions'
  | 'list_with_other_entries'
  | 'empty_value';

/** `refuse`: the workbench does not save it. */
export type HealthSeverity = 'refuse' | 'warn';

export type HealthEffect =
  'rule_fails' | 'hides_everything' | 'does_nothing' | 'runs_without' | 'hides_more' | 'doubled' | 'not_saved';

/** A change that removes the finding, ready to be written. */
export interface HealthRepair {
  kind: 'replace_item' | 'remove_item' | 'relink_list' | 'unlink_list';
  /** The button's words. */
  label: string;
  /** For `replace_item`: the item as it should be. */
  item?: ExceptionItem;
  listId?: string;
}

export interface HealthFinding {
  code: HealthCode;
  severity: HealthSeverity;
  effect: HealthEffect;
  /** What happens because of it, one sentence. */
  sentence: string;
  /** The facts that prove it, e.g. `destination.port is long; value "http"`. */
  evidence: string;
  listId?: string;
  itemId?: string;
  ruleId?: string;
  /** Position in `entries`. */
  entry?: number;
  repair?: HealthRepair;
}

/** The rule that an item is, or will be, attached to. */
export interface HealthRule {
  id: string;
  name: string;
  kind: RuleKind;
  language?: string;
  query?: string;
}

export interface HealthContext extends ItemContext {
  /** Without a rule only what holds for every rule is checked. */
  rule?: HealthRule;
  /** The items of the same rule, for shadowing and doubles; the item itself may be among them. */
  others?: readonly ExceptionItem[];
  /** Values that the rule's data has in a field, as far as known; for case and for presence. */
  seen?: (field: string) => readonly string[] | undefined;
  /** `seen` has every value of the field, so that a value in another spelling is none. Default: it has some. */
  seenIsComplete?: (field: string) => boolean;
  /** The events are demo data, whose addresses are documentation addresses. */
  demoData?: boolean;
}
