/** Counts over time, in buckets that cover a window from end to end, empty ones too. */
import type { Bucket, Dsl } from './types';

export interface Window {
  /** Milliseconds since 1970, both inclusive. */
  from: number;
  to: number;
}

/** Milliseconds of one bucket, so that `buckets` of them cover the window. */
function bucketSize({ from, to }: Window, buckets: number): number {
  return Math.max(1, Math.ceil((to - from + 1) / Math.max(1, buckets)));
}

/** Buckets start at the window's start, not at round times, so that there are never more than asked for. */
export function histogramAggregation(field: string, window: Window, buckets: number): Dsl {
  const size = bucketSize(window, buckets);
  const offset = ((window.from % size) + size) % size;
  return { date_histogram: { field, fixed_interval: `${size}ms`, offset: `${offset}ms`, min_doc_count: 1 } };
}

export function histogramOf(
  window: Window,
  buckets: number,
  found: readonly Bucket[],
): Array<{ at: string; count: number }> {
  const size = bucketSize(window, buckets);
  const counts = new Map(found.map(({ key, doc_count }) => [Number(key), doc_count]));
  const histogram: Array<{ at: string; count: number }> = [];
  for (let at = window.from; at <= window.to; at += size) {
    histogram.push({ at: new Date(at).toISOString(), count: counts.get(at) ?? 0 });
  }
  return histogram;
}
