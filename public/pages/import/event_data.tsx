import React from 'react';
import { EuiBasicTable, EuiButton, EuiCallOut, EuiPanel, EuiSpacer, EuiText, EuiTitle } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { getEventData } from '../../../common/api/imports';
import { useApiQuery } from '../../api';
import { AbsoluteTime, Loaded } from '../../components';
import { ClearDemoData } from '../../components/demo_data';
import { subj } from '../../test_subjects';

function DemoData({ count }: { count: number }) {
  return (
    <EuiCallOut
      size="s"
      iconType="info"
      title={i18n.translate('detectionWorkbench.import.demo.title', {
        defaultMessage: '{count, number} of these events are demo data',
        values: { count },
      })}
    >
      <ClearDemoData>
        {(ask, label, isAllowed) => (
          <EuiButton size="s" isDisabled={!isAllowed} onClick={ask} data-test-subj={subj.import.clearDemo}>
            {label}
          </EuiButton>
        )}
      </ClearDemoData>
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
                <EuiBasicTable<{ index: string; count: number }>
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
