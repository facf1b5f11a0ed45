import React, { lazy, Suspense, useState } from 'react';
import { EuiFlexGroup, EuiFlexItem, EuiSkipLink, EuiSpacer } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useInvalidate } from '../../../api';
import { SkeletonTable } from '../../../components';
import type { TimeRangeState } from '../../../hooks';
import { subj } from '../../../test_subjects';
import { AlertFlyout } from '../alert/alert_flyout';
import { FilterBar } from '../filters/filter_bar';
import { useColumns } from '../grid/use_columns';
import { DEFAULT_STATE, filterOf, isNarrowed, stateOfView, withoutGroup } from '../state/triage_state';
import { useTriageState } from '../state/use_triage_state';
import { useAlertPage, useGroups, useHistogram, useNewerAlerts, useOverview } from '../use_alerts';
import { usePeople } from '../use_people';
import { ViewsMenu, type SavedView } from '../views/views_menu';
import { AlertList } from './alert_list';
import { Groups } from './groups';
import { NewerAlerts } from './newer_alerts';
import { NoAlerts, NotReadable } from './no_alerts';
import { usePager } from './pager';
import { useFocusReturn, useNeighbours } from './use_alert_order';

const TimeHistogram = lazy(() => import('../../../components/time_histogram'));
const HISTOGRAM_HEIGHT = 96;
const LIST_ID = 'dwTriageAlerts';

export interface TriageQueueProps {
  time: TimeRangeState;
  /** Only alerts of this technique, without a choice. */
  techniqueId?: string;
  /** The open alert lives in the URL of the page. */
  openAlertId: string | undefined;
  hrefOf(alertId: string): string;
  onOpen(alertId: string | undefined): void;
}

/** One millisecond later. */
const after = (iso: string): string => new Date(Date.parse(iso) + 1).toISOString();

/** The alert queue: filters, histogram, groups, list and the open alert. The Triage page and the technique's Alerts tab show it. */
export function TriageQueue({ time, techniqueId, openAlertId, hrefOf, onOpen }: TriageQueueProps) {
  const [state, setState] = useTriageState();
  const [columns, setColumns] = useColumns();
  const [generation, setGeneration] = useState(0);
  const invalidate = useInvalidate();
  const { people, nameOf } = usePeople();
  const filter = filterOf(state, time.range, techniqueId);
  const pager = usePager(JSON.stringify([filter, state.sort, state.pageSize, generation]));
  const page = useAlertPage(filter, state, pager.after);
  const histogram = useHistogram(filter);
  const groups = useGroups(state, time.range, techniqueId);
  const overview = useOverview(time.range, techniqueId);
  const rows = page.data?.alerts ?? [];
  const neighbours = useNeighbours(rows, openAlertId);
  useFocusReturn(openAlertId);

  const newest = overview.data && (overview.data.alerts[0]?.at ?? new Date(overview.dataUpdatedAt).toISOString());
  const newer = useNewerAlerts(filter, newest && time.to.startsWith('now') ? after(newest) : undefined);
  const refresh = () => {
    time.refresh();
    setGeneration((now) => now + 1);
    void invalidate(['alerts']);
  };
  const clear = () => setState({ ...DEFAULT_STATE, sort: state.sort, pageSize: state.pageSize });
  const openView = (view: SavedView) => {
    setState(stateOfView(view.filter, view.groupBy, state));
    if (view.columns.length > 0) setColumns(view.columns);
  };
  const tags = [...new Set(rows.flatMap((row) => row.tags))].sort();

  const list = page.data ? (
    <>
      <AlertList
        state={state}
        onState={setState}
        filter={filter}
        page={page.data}
        pager={pager}
        columns={columns}
        onColumns={setColumns}
        openAlertId={openAlertId}
        hrefOf={hrefOf}
        onOpen={onOpen}
        people={people}
        nameOf={nameOf}
        tags={tags}
      />
      {rows.length === 0 && overview.data && (
        <NoAlerts
          pinnedTechnique={techniqueId}
          inRange={overview.data.total}
          isNarrowed={isNarrowed(state)}
          onClearFilters={clear}
        />
      )}
    </>
  ) : page.error ? (
    <NotReadable error={page.error} onRetry={() => void page.refetch()} />
  ) : (
    <SkeletonTable rows={10} />
  );

  return (
    <>
      <EuiSkipLink destinationId={LIST_ID} overrideLinkBehavior data-test-subj={subj.triage.toAlerts}>
        {i18n.translate('detectionWorkbench.triage.skip', { defaultMessage: 'Skip to the alerts' })}
      </EuiSkipLink>
      <FilterBar
        state={state}
        onChange={setState}
        pinnedTechnique={techniqueId}
        overview={overview.data}
        people={people}
        tags={tags}
        append={<ViewsMenu state={state} columns={columns} onOpen={openView} />}
      />
      <EuiSpacer size="s" />
      <NewerAlerts count={newer} onShow={refresh} />
      {histogram.data?.total !== 0 && (
        <>
          <div style={{ height: HISTOGRAM_HEIGHT }} data-test-subj={subj.triage.histogram}>
            <Suspense fallback={null}>
              {histogram.data && (
                <TimeHistogram
                  name={i18n.translate('detectionWorkbench.triage.histogramSeries', { defaultMessage: 'Alerts' })}
                  points={histogram.data.histogram}
                  range={time.range}
                  onBrush={time.setRange}
                />
              )}
            </Suspense>
          </div>
          <EuiSpacer size="s" />
        </>
      )}
      <EuiFlexGroup gutterSize="l" alignItems="flexStart">
        {state.groupBy && groups.data && (
          <EuiFlexItem grow={false} style={{ width: 240 }}>
            <Groups
              groupBy={state.groupBy}
              page={groups.data}
              chosen={state.group}
              onChoose={(group) => setState({ ...withoutGroup(state), ...(group === undefined ? {} : { group }) })}
            />
          </EuiFlexItem>
        )}
        <EuiFlexItem id={LIST_ID} tabIndex={-1} style={{ minWidth: 0, outline: 'none' }}>
          {list}
        </EuiFlexItem>
      </EuiFlexGroup>
      {openAlertId !== undefined && (
        <AlertFlyout
          alertId={openAlertId}
          row={rows.find(({ id }) => id === openAlertId)}
          neighbours={neighbours}
          people={people}
          nameOf={nameOf}
          hrefOf={hrefOf}
          onOpen={onOpen}
        />
      )}
    </>
  );
}
