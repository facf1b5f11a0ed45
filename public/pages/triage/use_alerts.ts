import { searchAlerts, type AlertFilterBody } from '../../../common/api/alerts';
import type { ResponseOf } from '../../../common/api/contract';
import { useApiQuery } from '../../api';
import { GROUPINGS } from './state/grouping';
import { DEFAULT_STATE, filterOf, withoutGroup, type Range, type TriageState } from './state/triage_state';

export type AlertPage = ResponseOf<typeof searchAlerts>;
export type AlertOverview = Pick<AlertPage, 'total' | 'facets'>;

const HISTOGRAM_BUCKETS = 80;

/** Numbers only, no alerts. */
const counting = (filter: AlertFilterBody) => ({ filter, size: 0, sort: DEFAULT_STATE.sort, facets: [] });

/** One page of alerts. The page before stays visible while the next one is on its way. */
export const useAlertPage = (filter: AlertFilterBody, { sort, pageSize }: TriageState, after: string | undefined) =>
  useApiQuery(
    searchAlerts,
    { body: { filter, size: pageSize, sort, facets: [], ...(after ? { after } : {}) } },
    { keepPrevious: true },
  );

/** The matches over time. */
export const useHistogram = (filter: AlertFilterBody) =>
  useApiQuery(
    searchAlerts,
    { body: { ...counting(filter), histogramBuckets: HISTOGRAM_BUCKETS } },
    { keepPrevious: true },
  );

/** The groups of the matches; a chosen group does not narrow them. */
export function useGroups(state: TriageState, range: Range, pinnedTechnique: string | undefined) {
  const { groupBy = 'host' } = state;
  return useApiQuery(
    searchAlerts,
    { body: { ...counting(filterOf(withoutGroup(state), range, pinnedTechnique)), facets: [GROUPINGS[groupBy]] } },
    { keepPrevious: true, enabled: state.groupBy !== undefined },
  );
}

/** Everything in the time range: what the filters offer, and whether there is anything at all. */
export const useOverview = (range: Range, pinnedTechnique: string | undefined) =>
  useApiQuery(
    searchAlerts,
    {
      body: {
        ...counting({ range, ...(pinnedTechnique ? { techniqueId: pinnedTechnique } : {}) }),
        // The newest one says from when on an alert is newer.
        size: 1,
        facets: ['kibana.alert.rule.name', 'kibana.alert.severity', 'kibana.alert.workflow_status'],
      },
    },
    { keepPrevious: true },
  );

/** Alerts of any time and status; asked only when the list is empty. */
export const useEverything = (pinnedTechnique: string | undefined, enabled: boolean) =>
  useApiQuery(searchAlerts, { body: counting(pinnedTechnique ? { techniqueId: pinnedTechnique } : {}) }, { enabled });

/** How often newer alerts are looked for. */
const LOOK_MS = 30_000;
const FAR = '9999-12-31T23:59:59.999Z';

/**
 * Alerts that came after the newest one on screen. They wait until the user asks for them, because a list that moves
 * under the cursor makes people act on the wrong row.
 *
 * @param since ISO time; undefined when the list does not reach into the present
 */
export function useNewerAlerts(filter: AlertFilterBody, since: string | undefined): number {
  const query = useApiQuery(
    searchAlerts,
    { body: counting({ ...filter, range: { from: since ?? FAR, to: FAR } }) },
    { enabled: since !== undefined, refetchInterval: LOOK_MS, staleTime: 0 },
  );
  return since === undefined ? 0 : (query.data?.total ?? 0);
}
