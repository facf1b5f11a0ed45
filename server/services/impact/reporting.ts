/** Turns work that reports progress through a callback into a stream of events. */

export type Report<T> = (event: T) => void;

/** While nothing new happens the last event is said again: a silent connection is closed after two minutes. */
const HEARTBEAT_MS = 10_000;

/**
 * Yields what `work` reports, in order, then its result. Reports that pile up while the reader is slow are dropped but
 * for the newest, because each one replaces the one before.
 */
export async function* reporting<T>(work: (report: Report<T>) => Promise<T>, signal: AbortSignal): AsyncGenerator<T> {
  let newest: T | undefined;
  let last: T | undefined;
  let wake = () => {};
  const report = (event: T) => {
    newest = event;
    wake();
  };
  let outcome: { ok: true; value: T } | { ok: false; error: unknown } | undefined;
  const done = work(report).then(
    (value) => {
      outcome = { ok: true, value };
      wake();
    },
    (error: unknown) => {
      outcome = { ok: false, error };
      wake();
    },
  );
  signal.addEventListener('abort', () => wake(), { once: true });
  while (!outcome && !signal.aborted) {
    if (newest !== undefined) {
      last = newest;
      newest = undefined;
      yield last;
      continue;
    }
    const heard = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), HEARTBEAT_MS);
      const awake = () => {
        clearTimeout(timer);
        resolve(true);
      };
      wake = awake;
      if (outcome || newest !== undefined || signal.aborted) awake();
    });
    if (!heard && last !== undefined) yield last;
  }
  await done;
  if (outcome?.ok === false) throw outcome.error;
  if (outcome?.ok) yield outcome.value;
}
