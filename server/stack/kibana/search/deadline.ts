/** A signal that fires when the caller cancels or when the time is over, and says which. (`AbortSignal.any` needs Node 20.) */
export interface Deadline {
  signal: AbortSignal;
  /** The time is over. */
  readonly passed: boolean;
  /** Milliseconds that are left. */
  left(): number;
  /** To be called at the end, whatever it was. */
  clear(): void;
}

export function startDeadline(ms: number, outer?: AbortSignal): Deadline {
  const controller = new AbortController();
  const end = Date.now() + ms;
  let passed = false;
  const timer = setTimeout(() => {
    passed = true;
    controller.abort();
  }, ms);
  const onAbort = () => controller.abort();
  if (outer?.aborted) controller.abort();
  outer?.addEventListener('abort', onAbort, { once: true });
  return {
    signal: controller.signal,
    get passed() {
      return passed;
    },
    left: () => Math.max(0, end - Date.now()),
    clear: () => {
      clearTimeout(timer);
      outer?.removeEventListener('abort', onAbort);
    },
  };
}
