import { useCallback, useMemo } from 'react';
import { useLocation } from 'react-router-dom';
import { useUrlState } from '../../../hooks';
import { readState, writeState, type TriageState } from './triage_state';

/** The state of the list, kept in the URL. A change is a step for the Back button. */
export function useTriageState(): [TriageState, (state: TriageState) => void] {
  const { search } = useLocation();
  const { set } = useUrlState();
  const state = useMemo(() => {
    const params = new URLSearchParams(search);
    return readState((name) => params.get(name) ?? undefined);
  }, [search]);
  const setState = useCallback((next: TriageState) => set(writeState(next), 'push'), [set]);
  return [state, setState];
}
