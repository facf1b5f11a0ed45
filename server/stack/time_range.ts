export interface TimeRange {
  /** ISO 8601 UTC, inclusive. */
  from: string;
  /** ISO 8601 UTC, inclusive. */
  to: string;
}
