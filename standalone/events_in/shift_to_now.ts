/** How far old recordings are moved, so that they can be worked with today. Pure. */

/** First and last event, in milliseconds since the epoch. */
export interface TimeSpan {
  from: number;
  to: number;
}

/** Files that are no further apart belong to one recording and keep their order in time. */
const SAME_RECORDING_MS = 24 * 3_600_000;

/**
 * @param spans of the sources; `undefined` for one without events
 * @returns milliseconds to add to the times of each source: the newest event of each recording becomes `now`
 */
export function shiftsToNow(spans: ReadonlyArray<TimeSpan | undefined>, now: number): number[] {
  const shifts = spans.map(() => 0);
  const known = spans.flatMap((span, source) => (span ? [{ ...span, source }] : []));
  let recording: typeof known = [];
  let end = -Infinity;
  const finish = () => recording.forEach(({ source }) => (shifts[source] = now - end));
  for (const span of known.sort((a, b) => a.from - b.from)) {
    if (span.from - end > SAME_RECORDING_MS) {
      finish();
      recording = [];
      end = span.to;
    }
    recording.push(span);
    end = Math.max(end, span.to);
  }
  finish();
  return shifts;
}
