import { useCallback, useMemo } from 'react';
import { suggestAssignees } from '../../../common/api/alerts';
import { getEnvironment } from '../../../common/api/misc';
import { useApiQuery } from '../../api';
import { useTier } from '../../kibana';

export interface Person {
  uid: string;
  name: string;
}

export const useEnvironment = () => useApiQuery(getEnvironment, {}, { staleTime: Infinity }).data;

/** People that alerts can be assigned to; undefined where the stack cannot assign, or the user may not. */
export function usePeople(): { people: readonly Person[] | undefined; nameOf(uid: string): string } {
  const { can } = useTier();
  const canAssign = (useEnvironment()?.features.assignees ?? false) && can('triage');
  const { data } = useApiQuery(suggestAssignees, { query: { text: '' } }, { enabled: canAssign });
  const names = useMemo(() => new Map(data?.people.map(({ uid, name }) => [uid, name])), [data]);
  const nameOf = useCallback((uid: string) => names.get(uid) ?? uid, [names]);
  return { people: canAssign ? (data?.people ?? []) : undefined, nameOf };
}
