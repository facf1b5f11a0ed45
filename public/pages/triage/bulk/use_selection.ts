import { useCallback, useState } from 'react';
import { i18n } from '@kbn/i18n';
import { searchAlerts, type AlertFilterBody, type AlertRow } from '../../../../common/api/alerts';
import { MAX_SELECTION } from '../../../../common/api/fields';
import { call, type ApiError } from '../../../api';
import { useServices, useToasts } from '../../../kibana';
import { DEFAULT_STATE } from '../state/triage_state';
import { NOTHING, toggled, type Selection } from './selection';

/** The largest page that the server gives. */
const PAGE = 500;

export interface SelectionState {
  value: Selection;
  set(selection: Selection): void;
  clear(): void;
  toggle(rows: readonly AlertRow[], on: boolean): void;
  /** Every match of the filter, up to this moment. */
  selectAll(filter: AlertFilterBody): Promise<void>;
  isLoading: boolean;
}

/** New alerts must not slip into what was chosen: the filter ends now. */
function until(filter: AlertFilterBody, now: string): AlertFilterBody {
  const { range } = filter;
  return range ? { ...filter, range: { from: range.from, to: range.to < now ? range.to : now } } : filter;
}

/** What is selected, over all pages. Matches are named one by one where possible, so that they stay selected after they have been closed. */
export function useSelection(page: readonly AlertRow[]): SelectionState {
  const { http } = useServices().core;
  const toasts = useToasts();
  const [value, set] = useState<Selection>(NOTHING);
  const [isLoading, setLoading] = useState(false);
  const clear = useCallback(() => set(NOTHING), []);
  const toggle = useCallback(
    (rows: readonly AlertRow[], on: boolean) => set((now) => toggled(now, rows, on, page)),
    [page],
  );

  const collect = async (filter: AlertFilterBody): Promise<Selection> => {
    const rows = new Map<string, AlertRow>();
    let after: string | undefined;
    do {
      const body = { filter, size: PAGE, sort: DEFAULT_STATE.sort, facets: [], ...(after ? { after } : {}) };
      const { alerts, total, next } = await call(http, searchAlerts, { body });
      if (total > MAX_SELECTION) return { kind: 'matches', filter, total };
      for (const alert of alerts) rows.set(alert.id, alert);
      after = next;
    } while (after !== undefined);
    return { kind: 'rows', rows };
  };

  const selectAll = async (filter: AlertFilterBody) => {
    setLoading(true);
    try {
      set(await collect(until(filter, new Date().toISOString())));
    } catch (error) {
      toasts.addError(error as ApiError, {
        title: i18n.translate('detectionWorkbench.triage.selectAllFailed', { defaultMessage: 'Nothing was selected' }),
      });
    } finally {
      setLoading(false);
    }
  };
  return { value, set, clear, toggle, selectAll, isLoading };
}
