/** How versions of Kibana differ in what the workbench sees of them (security-api sections 1.2, 1.3, 1.10 and 8). */
import { stackAtLeast } from '../../../common/rules';

export type KibanaVersion = '8.12.2' | '8.18.0' | '9.1.0' | '9.4.0';

export interface Features {
  version: string;
  /** A rule that does not say whether it is enabled is. */
  enabledByDefault: boolean;
  /** A replacement and an import over a rule keep `enabled` when they leave it out. */
  keepsEnabled: boolean;
  /** An import over a rule replaces it; in 8.12 it changes only what it names. */
  importReplaces: boolean;
  /** Every create, replacement and change can write it; before, only an import. */
  writable: { setup: boolean; requiredFields: boolean; relatedIntegrations: boolean };
  /** Kinds of rules that keep `alert_suppression`. */
  suppression: ReadonlySet<string>;
  /** Kinds of rules that keep `response_actions`; undefined for all. */
  responseActions: ReadonlySet<string> | undefined;
  ruleSource: boolean;
  bulkCrud: boolean;
  /** Internal routes ask for `x-elastic-internal-origin`. */
  internalRestricted: boolean;
  bulkActions: readonly string[];
  bulkEdits: readonly string[];
  thresholdFields: number;
  /** The reason of closing is stored. */
  closeReason: boolean;
  /** `expire_time` must have milliseconds and `Z`. */
  strictExpireTime: boolean;
  /** Attributes that a saved search may have. */
  savedSearchTabs: 'refused' | 'beside' | 'only';
}

const BULK_ACTIONS = ['delete', 'disable', 'enable', 'export', 'duplicate', 'edit'];
const BULK_EDITS = [
  'add_tags',
  'delete_tags',
  'set_tags',
  'add_index_patterns',
  'delete_index_patterns',
  'set_index_patterns',
  'set_timeline',
  'add_rule_actions',
  'set_rule_actions',
  'set_schedule',
];

const SUPPRESSION_SINCE: Readonly<Record<string, string>> = {
  query: '8.8',
  saved_query: '8.8',
  threshold: '8.12',
  threat_match: '8.13',
  new_terms: '8.14',
  eql: '8.14',
  esql: '8.15',
  machine_learning: '8.15',
};

/** Where the exact minor is not known, the change is dated to 9.0: it is in the main branch, and not in 8.12. */
export function featuresOf(version: string): Features {
  const since = (first: string): boolean => stackAtLeast(version, first);
  return {
    version,
    enabledByDefault: !since('9.0'),
    keepsEnabled: since('9.0'),
    importReplaces: since('9.0'),
    writable: { setup: since('8.14'), requiredFields: since('8.15'), relatedIntegrations: since('8.15') },
    suppression: new Set(Object.keys(SUPPRESSION_SINCE).filter((type) => since(SUPPRESSION_SINCE[type] as string))),
    responseActions: since('8.16') ? undefined : new Set(['query', 'saved_query']),
    ruleSource: since('8.16'),
    bulkCrud: !since('9.0'),
    internalRestricted: since('9.0'),
    bulkActions: [...BULK_ACTIONS, ...(since('8.16') ? ['run'] : []), ...(since('9.1') ? ['fill_gaps'] : [])],
    bulkEdits: [
      ...BULK_EDITS,
      ...(since('8.16') ? ['add_investigation_fields', 'delete_investigation_fields', 'set_investigation_fields'] : []),
    ],
    thresholdFields: since('9.2') ? 5 : 3,
    closeReason: since('9.2'),
    strictExpireTime: !since('9.0'),
    savedSearchTabs: since('9.4') ? 'only' : since('9.2') ? 'beside' : 'refused',
  };
}
