import { useCallback, useState } from 'react';
import { useServices } from '../../../kibana';
import { INITIAL_COLUMNS, knownColumns, type ColumnId } from './columns';

function read(key: string): ColumnId[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(stored) ? knownColumns(stored.map(String)) : [...INITIAL_COLUMNS];
  } catch {
    return [...INITIAL_COLUMNS];
  }
}

/** The chosen columns, kept in the browser for each space: the base path names the space. */
export function useColumns(): [ColumnId[], (columns: readonly string[]) => void] {
  const { http } = useServices().core;
  const key = `detectionWorkbench.triage.columns:${http.basePath.get()}`;
  const [columns, setColumns] = useState(() => read(key));
  const choose = useCallback(
    (ids: readonly string[]) => {
      setColumns(knownColumns(ids));
      try {
        localStorage.setItem(key, JSON.stringify(ids));
      } catch {
        // A browser without storage forgets the choice with the page; nothing else depends on it.
      }
    },
    [key],
  );
  return [columns, choose];
}
