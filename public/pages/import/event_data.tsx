import React, { useState } from 'react';
import {
  EuiBasicTable,
  EuiButton,
  EuiCallOut,
  EuiConfirmModal,
  EuiPanel,
  EuiSpacer,
  EuiText,
  EuiTitle,
  useGeneratedHtmlId,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { clearDemoData, getEventData } from '../../../common/api/imports';
import { useApiMutation, useApiQuery } from '../../api';
import { AbsoluteTime, Loaded } from '../../components';
import { useTier, useToasts } from '../../kibana';
import { subj } from '../../test_subjects';

function DemoData({ count }: { count: number }) {
  const { can } = useTier();
  const toasts = useToasts();
  const titleId = useGeneratedHtmlId({ prefix: 'dwClearDemo' });
  const [asking, setAsking] = useState(false);
  const clear = useApiMutation(clearDemoData, {
    invalidates: ['events', 'alerts', 'techniques', 'readiness', 'environment', 'expectations'],
    onSuccess: ({ events, alerts }) => {
      setAsking(false);
      toasts.addSuccess(
        i18n.translate('detectionWorkbench.import.demo.cleared', {
          defaultMessage: 'Removed {events, number} demo events and {alerts, number} alerts made from them',
          values: { events, alerts },
        }),
      );
    },
    onError: (error) => {
      setAsking(false);
      toasts.addError(error, {
        title: i18n.translate('detectionWorkbench.import.demo.failed', {
          defaultMessage: 'The demo data is still there',
        }),
      });
    },
  });
  const label = i18n.translate('detectionWorkbench.import.demo.clear', { defaultMessage: 'Clear demo data' });
  return (
    <EuiCallOut
      size="s"
      iconType="info"
      title={i18n.translate('detectionWorkbench.import.demo.title', {
        defaultMessage: '{count, number} of these events are demo data',
        values: { count },
      })}
    >
      <EuiButton
        size="s"
        isDisabled={!can('manage')}
        onClick={() => setAsking(true)}
        data-test-subj={subj.import.clearDemo}
      >
        {label}
      </EuiButton>
      {asking && (
        <EuiConfirmModal
          aria-labelledby={titleId}
          titleProps={{ id: titleId }}
          title={label}
          onCancel={() => setAsking(false)}
          onConfirm={() => clear.mutate({})}
          isLoading={clear.isLoading}
          buttonColor="danger"
          confirmButtonText={label}
          cancelButtonText={i18n.translate('detectionWorkbench.import.demo.keep', { defaultMessage: 'Keep it' })}
        >
          {i18n.translate('detectionWorkbench.import.demo.what', {
            defaultMessage:
              'Removes the demo events and the alerts made from them. Events that you imported stay. Restarting without --empty brings demo data back.',
          })}
        </EuiConfirmModal>
      )}
    </EuiCallOut>
  );
}

/** What the data file holds now. */
export function EventData() {
  const data = useApiQuery(getEventData, {}, { staleTime: 0 });
  return (
    <EuiPanel hasBorder data-test-subj={subj.import.data}>
      <EuiTitle size="xs">
        <h2>{i18n.translate('detectionWorkbench.import.data.title', { defaultMessage: 'Events in the data file' })}</h2>
      </EuiTitle>
      <EuiSpacer size="s" />
      <Loaded query={data}>
        {({ total, demo, range, indices, maxEvents }) => (
          <>
            <EuiText size="s">
              {i18n.translate('detectionWorkbench.import.data.total', {
                defaultMessage: '{total, number} events; beyond {max, number} the oldest are removed.',
                values: { total, max: maxEvents },
              })}
            </EuiText>
            {range && (
              <EuiText size="s" color="subdued">
                <AbsoluteTime at={range.from} /> – <AbsoluteTime at={range.to} />
              </EuiText>
            )}
            {demo > 0 && (
              <>
                <EuiSpacer size="m" />
                <DemoData count={demo} />
              </>
            )}
            {indices.length > 0 && (
              <>
                <EuiSpacer size="m" />
                <EuiBasicTable
                  compressed
                  tableCaption={i18n.translate('detectionWorkbench.import.data.indices', {
                    defaultMessage: 'Events by index',
                  })}
                  items={indices}
                  columns={[
                    {
                      field: 'index',
                      name: i18n.translate('detectionWorkbench.import.data.index', { defaultMessage: 'Index' }),
                    },
                    {
                      field: 'count',
                      name: i18n.translate('detectionWorkbench.import.data.events', { defaultMessage: 'Events' }),
                      width: '110px',
                      align: 'right',
                      render: (count: number) => count.toLocaleString(),
                    },
                  ]}
                />
              </>
            )}
          </>
        )}
      </Loaded>
    </EuiPanel>
  );
}
