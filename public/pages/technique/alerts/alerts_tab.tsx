import React, { useCallback } from 'react';
import { useLocation } from 'react-router-dom';
import { mergeSearch, useTimeRange, useUrlState } from '../../../hooks';
import { useServices } from '../../../kibana';
import { TriageQueue } from '../../triage/queue/triage_queue';
import type { TechniqueTabProps } from '../types';

/** The triage queue narrowed to this technique; the open alert is `?alert=`. */
export function AlertsTab({ technique }: TechniqueTabProps) {
  const time = useTimeRange();
  const { get, set } = useUrlState();
  const { history } = useServices();
  const { pathname, search } = useLocation();
  const hrefOf = useCallback(
    (alert: string) => history.createHref({ pathname, search: mergeSearch(search, { alert }) }),
    [history, pathname, search],
  );
  const onOpen = useCallback((alert: string | undefined) => set({ alert }, 'push'), [set]);
  return (
    <TriageQueue
      time={time}
      techniqueId={technique.summary.id}
      openAlertId={get('alert')}
      hrefOf={hrefOf}
      onOpen={onOpen}
    />
  );
}
