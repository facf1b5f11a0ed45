import { useCallback, useMemo } from 'react';
import { useHistory, useLocation } from 'react-router-dom';

export type UrlValues = Readonly<Record<string, string | undefined>>;

/** Merges values into a query string; undefined and empty values are taken out. Order stays stable, so equal states give equal URLs. */
export function mergeSearch(search: string, changes: UrlValues): string {
  const params = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === '') params.delete(name);
    else params.set(name, value);
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}

/** Filters, selections and open flyouts live in the URL: a link shows what its sender saw, and Back undoes. */
export function useUrlState(): {
  get(name: string): string | undefined;
  /** `push` makes a step for the Back button; the default replaces the current one. */
  set(changes: UrlValues, mode?: 'push' | 'replace'): void;
} {
  const history = useHistory();
  const { search } = useLocation();
  const get = useCallback((name: string) => new URLSearchParams(search).get(name) ?? undefined, [search]);
  const set = useCallback(
    (changes: UrlValues, mode: 'push' | 'replace' = 'replace') => {
      const { pathname, search: now } = history.location;
      history[mode]({ pathname, search: mergeSearch(now, changes) });
    },
    [history],
  );
  return useMemo(() => ({ get, set }), [get, set]);
}
