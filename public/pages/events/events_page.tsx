import React, { lazy, Suspense, useEffect, useState } from 'react';
import { EuiButton, EuiComboBox, EuiFlexGroup, EuiFlexItem, EuiSpacer, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { searchEvents } from '../../../common/api/misc';
import { useApiQuery } from '../../api';
import { EmptyState, Loaded, PageFrame, TimeRange } from '../../components';
import { EVENT_INDEX } from '../../components/event_index';
import { EVENT_VIEW, KqlBar } from '../../components/kql_bar';
import { useTimeRange, useUrlState } from '../../hooks';
import { subj } from '../../test_subjects';
import { EventFlyout } from './event_flyout';
import { EventsTable, type EventRow } from './events_table';

const TimeHistogram = lazy(() => import('../../components/time_histogram'));

const title = i18n.translate('detectionWorkbench.events.title', { defaultMessage: 'Events' });
const PAGE_SIZE = 50;
const BUCKETS = 60;

/** Pages that were loaded one after the other; a changed question starts over. */
function useEventPages(question: { index: string[]; range: { from: string; to: string }; kql?: string }) {
  const [after, setAfter] = useState<string>();
  const [earlier, setEarlier] = useState<readonly EventRow[]>([]);
  const key = JSON.stringify(question);
  useEffect(() => {
    setAfter(undefined);
    setEarlier([]);
  }, [key]);
  const query = useApiQuery(
    searchEvents,
    {
      body: {
        ...question,
        size: PAGE_SIZE,
        order: 'desc',
        ...(after === undefined ? { histogramBuckets: BUCKETS } : { after }),
      },
    },
    { keepPrevious: after !== undefined },
  );
  const rows = query.isPreviousData ? earlier : [...earlier, ...(query.data?.events ?? [])];
  const more = () => {
    setEarlier(rows);
    setAfter(query.data?.next);
  };
  return { query, rows, more, isFirst: after === undefined };
}

/** The event view behind saved searches and hunts: KQL, time range, histogram, table, and why a rule took an event or not. */
export function EventsPage() {
  const { get, set } = useUrlState();
  const time = useTimeRange();
  const kql = get('kql') ?? '';
  const index = get('index')?.split(',').filter(Boolean) ?? [...EVENT_INDEX];
  const { query, rows, more, isFirst } = useEventPages({ index, range: time.range, ...(kql ? { kql } : {}) });
  const [histogram, setHistogram] = useState<ReadonlyArray<{ at: string; count: number }>>([]);
  useEffect(() => {
    if (isFirst && query.data) setHistogram(query.data.histogram);
  }, [isFirst, query.data]);
  const open = get('event');
  const opened = rows.find(({ id }) => id === open);

  return (
    <PageFrame
      section="events"
      title={title}
      crumbs={[{ text: title }]}
      actions={[<TimeRange key="time" state={time} isLoading={query.isFetching} />]}
    >
      <EuiFlexGroup gutterSize="m" wrap>
        <EuiFlexItem grow={3} style={{ minWidth: 320 }}>
          <KqlBar
            value={kql}
            view={EVENT_VIEW}
            placeholder={i18n.translate('detectionWorkbench.events.kql', {
              defaultMessage: 'Filter events, for example process.name: powershell.exe and destination.port > 1024',
            })}
            onSubmit={(text) => set({ kql: text }, 'push')}
          />
        </EuiFlexItem>
        <EuiFlexItem grow={2} style={{ minWidth: 280 }}>
          <EuiComboBox
            fullWidth
            compressed
            aria-label={i18n.translate('detectionWorkbench.events.index', { defaultMessage: 'Index patterns' })}
            selectedOptions={index.map((label) => ({ label }))}
            options={EVENT_INDEX.map((label) => ({ label }))}
            onCreateOption={(label) => set({ index: [...index, label.trim()].join(',') }, 'push')}
            onChange={(options) => set({ index: options.map(({ label }) => label).join(',') }, 'push')}
            data-test-subj={subj.events.index}
          />
        </EuiFlexItem>
      </EuiFlexGroup>
      <EuiSpacer size="m" />
      <Loaded query={query}>
        {({ total, next }) =>
          rows.length === 0 && !query.isFetching ? (
            <EmptyState
              title={i18n.translate('detectionWorkbench.events.none', { defaultMessage: 'No event matches' })}
            >
              {i18n.translate('detectionWorkbench.events.noneBody', {
                defaultMessage:
                  'Widen the time range, loosen the filter, or add the index pattern of your data source.',
              })}
            </EmptyState>
          ) : (
            <>
              <div style={{ height: 140 }} data-test-subj={subj.events.histogram}>
                <Suspense fallback={null}>
                  <TimeHistogram
                    name={title}
                    points={histogram}
                    range={time.range}
                    onBrush={(range) => time.setRange(range)}
                  />
                </Suspense>
              </div>
              <EuiSpacer size="m" />
              <EuiText size="s" color="subdued">
                {i18n.translate('detectionWorkbench.events.count', {
                  defaultMessage: '{shown, number} of {total, number} events, newest first',
                  values: { shown: rows.length, total },
                })}
              </EuiText>
              <EuiSpacer size="s" />
              <EventsTable rows={rows} onOpen={(id) => set({ event: id }, 'push')} />
              {next && (
                <>
                  <EuiSpacer size="m" />
                  <EuiButton isLoading={query.isFetching} onClick={more} data-test-subj={subj.events.more}>
                    {i18n.translate('detectionWorkbench.events.more', { defaultMessage: 'Load more' })}
                  </EuiButton>
                </>
              )}
            </>
          )
        }
      </Loaded>
      {open && (
        <EventFlyout
          id={open}
          {...(opened ? { index: opened.index } : {})}
          onClose={() => set({ event: undefined }, 'push')}
        />
      )}
    </PageFrame>
  );
}
