import { useEffect, useState } from 'react';
import type { Observable } from 'rxjs';

/** The latest value of an observable. */
export function useObservable<T>(source$: Observable<T>, initial: T): T {
  // Values may be functions, which React would call if it were handed them as they are.
  const [value, setValue] = useState(() => initial);
  useEffect(() => {
    const subscription = source$.subscribe((next) => setValue(() => next));
    return () => subscription.unsubscribe();
  }, [source$]);
  return value;
}
