/** Before/after comparison of what a rule matches over history. */

/** One match of a rule: an event, or the events of a sequence in order. */
export interface HistoryMatch {
  eventIds: readonly string[];
  /** ISO 8601 UTC of the (last) event. */
  at: string;
}

/** What one version of a rule matched in a window. */
export interface HistoryResult {
  matches: readonly HistoryMatch[];
  partial: boolean;
  /** ISO 8601 UTC; everything before it is complete. */
  coveredTo: string;
  reason?: string;
}

/** An alert that exists, as far as the comparison needs it. */
export interface ExistingAlert {
  id: string;
  ruleId: string;
  /** Ids of the events it was made from. */
  eventIds: readonly string[];
  status: 'open' | 'acknowledged' | 'closed';
  tags?: readonly string[];
  closeReason?: string;
}

export interface ImpactWindow {
  /** ISO 8601 UTC. */
  from: string;
  to: string;
}

/** How the alerts behind lost matches were worked. */
export interface Disposition {
  open: number;
  acknowledged: number;
  closed: number;
  /** Closed as a false positive, by reason or tag. Part of `closed`. */
  falsePositive: number;
  /** No alert exists for it: the rule was not running then, or its cap was hit. */
  noAlert: number;
}

export interface ComparedMatch {
  rule: string;
  eventIds: string[];
  at: string;
  alert?: Pick<ExistingAlert, 'id' | 'status'>;
}

export interface ImpactBucket {
  /** ISO 8601 UTC start of the day. */
  day: string;
  before: number;
  after: number;
  lost: number;
  gained: number;
  same: number;
}

export interface RuleImpact {
  rule: string;
  before: number;
  after: number;
  lost: number;
  gained: number;
  same: number;
  /** The later of two windows is not complete: the numbers hold for `coveredTo` only. */
  partial: boolean;
  coveredTo: string;
  reason?: string;
}

export interface Impact {
  window: ImpactWindow;
  /** Share of the window that both sides cover, 0 to 1. */
  coverage: number;
  coveredTo: string;
  partial: boolean;
  /** Why it is partial, one sentence each. */
  reasons: string[];
  /** `before = lost + same` and `after = gained + same`, always. */
  totals: Omit<ImpactBucket, 'day'>;
  rules: RuleImpact[];
  buckets: ImpactBucket[];
  lost: ComparedMatch[];
  gained: ComparedMatch[];
  disposition: Disposition;
}
