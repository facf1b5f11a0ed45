import type { CaseVerdict } from '../../common/case_verdict';
import type { TimeRange } from './time_range';

export type AlertStatus = 'open' | 'acknowledged' | 'closed';

/** An alert as stored: Elastic Security's document (`kibana.alert.*` flattened, source fields as the event had them). */
export interface Alert {
  _id: string;
  _index: string;
  _source: Record<string, unknown>;
}

/** What a search may narrow by. All given conditions hold together; a list means any of its values. */
export interface AlertFilter {
  range?: TimeRange;
  /** Rules by `rule_id`; required, so that a search never leaves the workbench's rules by accident. */
  ruleIds: readonly string[];
  statuses?: readonly AlertStatus[];
  severities?: readonly string[];
  tags?: readonly string[];
  assignees?: readonly string[];
  /** Exact values of one field each, e.g. `{ 'host.name': ['ws-fin-042'] }`. */
  terms?: Readonly<Record<string, readonly string[]>>;
  /** KQL of the filter bar; syntax errors are `rejected` with the position in `details`. */
  kql?: string;
  /** Building blocks are left out unless asked for: a sequence shows as its shell alert. */
  buildingBlocks?: 'exclude' | 'include' | 'only';
  /** Alert ids, to narrow a search to a selection. */
  ids?: readonly string[];
  /** Id shared by a sequence's shell and its building blocks. */
  groupId?: string;
}

export interface AlertSearch extends AlertFilter {
  /** 0 to 500. */
  size: number;
  sort: {
    field: '@timestamp' | 'kibana.alert.risk_score' | 'kibana.alert.severity' | 'host.name' | 'kibana.alert.rule.name';
    order: 'asc' | 'desc';
  };
  /** Opaque cursor of the page before. */
  after?: string;
  /** Terms aggregations, field -> number of buckets (at most 50). */
  facets?: Readonly<Record<string, number>>;
  /** Date histogram of the matches, with this many buckets at most (1 to 200). */
  histogramBuckets?: number;
}

export interface AlertPage {
  alerts: Alert[];
  total: number;
  /** Absent on the last page. */
  next?: string;
  facets: Record<string, Array<{ value: string; count: number }>>;
  histogram: Array<{ at: string; count: number }>;
}

export interface AlertUpdateReport {
  updated: number;
  /** Alerts that changed under our hands and were left alone. */
  conflicts: number;
  failures: Array<{ id: string; message: string }>;
}

export interface AlertStore {
  search(search: AlertSearch): Promise<AlertPage>;
  get(id: string): Promise<Alert | undefined>;
  count(filter: AlertFilter): Promise<number>;
  /**
   * Sets the status of all alerts that match, shells together with their building blocks.
   * `reason` goes to the alert where the stack can keep it, else to a workflow tag.
   */
  setStatus(filter: AlertFilter, status: AlertStatus, reason?: string): Promise<AlertUpdateReport>;
  changeTags(
    filter: AlertFilter,
    change: { add: readonly string[]; remove: readonly string[] },
  ): Promise<AlertUpdateReport>;
  changeAssignees(
    filter: AlertFilter,
    change: { add: readonly string[]; remove: readonly string[] },
  ): Promise<AlertUpdateReport>;
  /** People that an alert can be assigned to. */
  suggestAssignees(text: string): Promise<Array<{ uid: string; name: string }>>;
  /**
   * Attaches alerts to a case; absent where `features.cases` is false.
   *
   * @returns the case, and which of the alerts were not in it before
   */
  attachToCase?(
    ids: readonly string[],
    target: { caseId: string } | { title: string; description: string },
  ): Promise<{ caseId: string; added: string[] }>;
  /** Attaches why alerts fired; absent where cases do not know this kind of attachment. */
  attachVerdict?(caseId: string, verdict: CaseVerdict): Promise<void>;
}
