import { isoTime } from '../events_in';

/** Length of one bucket in milliseconds, so that `buckets` of them cover the window (both ends belong to it). */
export function sizeOfBucket(from: number, to: number, buckets: number): number {
  return Math.max(1, Math.ceil((to - from + 1) / Math.max(1, buckets)));
}

/**
 * The buckets of a window, empty ones too.
 * @param counts number of bucket (0 at `from`) to count
 */
export function histogramOf(
  from: number,
  to: number,
  buckets: number,
  counts: ReadonlyMap<number, number>,
): Array<{ at: string; count: number }> {
  if (buckets === 0) return [];
  const length = sizeOfBucket(from, to, buckets);
  const histogram: Array<{ at: string; count: number }> = [];
  for (let bucket = 0; from + bucket * length <= to; bucket += 1) {
    histogram.push({ at: isoTime(from + bucket * length), count: counts.get(bucket) ?? 0 });
  }
  return histogram;
}
