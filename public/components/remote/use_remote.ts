import { useEffect, useRef } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { getEnvironment, type RemoteEnvironment } from '../../../common/api/misc';
import { useApiQuery } from '../../api';

/** How often a connection is looked at: calmly while it is there, often while it is waited for. */
const POLL_MS = { connected: 15_000, lost: 4_000, refused: 30_000 } as const;

/** The stack that is worked on from outside; undefined inside Kibana and on the embedded stack. */
export const useRemote = (): RemoteEnvironment | undefined =>
  useApiQuery(getEnvironment, {}, { staleTime: Infinity }).data?.remote;

/** The same, looked at again and again; when the stack comes back, everything on the page is asked for anew. */
export function useWatchedRemote(): RemoteEnvironment | undefined {
  const client = useQueryClient();
  const { data } = useApiQuery(
    getEnvironment,
    {},
    {
      staleTime: Infinity,
      refetchInterval: (environment) => (environment?.remote ? POLL_MS[environment.remote.connection.status] : false),
    },
  );
  const status = data?.remote?.connection.status;
  const before = useRef(status);
  useEffect(() => {
    const wasAway = before.current !== undefined && before.current !== 'connected';
    before.current = status;
    if (wasAway && status === 'connected') void client.invalidateQueries();
  }, [client, status]);
  return data?.remote;
}
