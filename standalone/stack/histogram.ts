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

/** The buckets of some times; without a window, of the time they span. */
export function histogramOfTimes(
  times: readonly number[],
  window: { from: number; to: number } | undefined,
  buckets: number,
): Array<{ at: string; count: number }> {
  if (buckets === 0 || (!window && times.length === 0)) return [];
  const { from, to } = window ?? spanOf(times);
  const length = sizeOfBucket(from, to, buckets);
  const counts = new Map<number, number>();
  for (const time of times) {
    const bucket = Math.floor((time - from) / length);
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  }
  return histogramOf(from, to, buckets, counts);
}

function spanOf(times: readonly number[]): { from: number; to: number } {
  let from = Infinity;
  let to = -Infinity;
  for (const time of times) {
    if (time < from) from = time;
    if (time > to) to = time;
  }
  return { from, to };
}
