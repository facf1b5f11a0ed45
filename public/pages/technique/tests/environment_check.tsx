import React, { useState } from 'react';
import {
  EuiBadge,
  EuiBasicTable,
  EuiButton,
  EuiFieldText,
  EuiFlexGroup,
  EuiFlexItem,
  EuiFormRow,
  EuiSpacer,
  EuiSuperDatePicker,
  EuiText,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { ResponseOf } from '../../../../common/api/contract';
import { checkEnvironment } from '../../../../common/api/expectations';
import { useApiMutation } from '../../../api';
import { ErrorCallout } from '../../../components';
import { absoluteRange } from '../../../hooks';
import { tierName, useTier } from '../../../kibana';
import { subj } from '../../../test_subjects';
import { RUN_COLOR, runResultName } from './run_words';

type Answer = ResponseOf<typeof checkEnvironment>;
type Signal = Answer['signals'][number];
type AlertCount = Answer['alerts'][number];

function Result({ answer, labels }: { answer: Answer; labels: ReadonlyMap<string, string> }) {
  return (
    <div data-test-subj={subj.tests.signals}>
      <EuiText size="s">
        <EuiBadge color={RUN_COLOR[answer.run.result]}>{runResultName(answer.run.result)}</EuiBadge>{' '}
        {answer.run.summary}
      </EuiText>
      <EuiSpacer size="m" />
      <EuiBasicTable<Signal>
        compressed
        tableCaption={i18n.translate('detectionWorkbench.check.signals', {
          defaultMessage: 'Telemetry that was looked for',
        })}
        items={answer.signals}
        columns={[
          {
            name: i18n.translate('detectionWorkbench.check.source', { defaultMessage: 'Data source' }),
            render: ({ dataSource }: Signal) => labels.get(dataSource) ?? dataSource,
          },
          { field: 'signal', name: i18n.translate('detectionWorkbench.check.signal', { defaultMessage: 'Signal' }) },
          {
            field: 'expected',
            name: i18n.translate('detectionWorkbench.check.expected', { defaultMessage: 'Expected' }),
            width: '110px',
          },
          {
            field: 'found',
            name: i18n.translate('detectionWorkbench.check.found', { defaultMessage: 'Found' }),
            width: '90px',
          },
          {
            name: i18n.translate('detectionWorkbench.check.result', { defaultMessage: 'Result' }),
            width: '100px',
            render: ({ ok }: Signal) =>
              ok ? (
                <EuiBadge color="success">
                  {i18n.translate('detectionWorkbench.check.ok', { defaultMessage: 'Seen' })}
                </EuiBadge>
              ) : (
                <EuiBadge color="hollow">
                  {i18n.translate('detectionWorkbench.check.missing', { defaultMessage: 'Not seen' })}
                </EuiBadge>
              ),
          },
        ]}
      />
      <EuiSpacer size="m" />
      <EuiBasicTable<AlertCount>
        compressed
        tableCaption={i18n.translate('detectionWorkbench.check.alerts', { defaultMessage: 'Alerts that were found' })}
        items={answer.alerts}
        noItemsMessage={i18n.translate('detectionWorkbench.check.noAlerts', {
          defaultMessage: 'No alert of the rules in the window',
        })}
        columns={[
          { field: 'ruleKey', name: i18n.translate('detectionWorkbench.check.rule', { defaultMessage: 'Rule' }) },
          { field: 'count', name: i18n.translate('detectionWorkbench.check.count', { defaultMessage: 'Alerts' }) },
          {
            name: i18n.translate('detectionWorkbench.check.isExpected', { defaultMessage: 'Expected' }),
            render: ({ expected }: AlertCount) =>
              expected
                ? i18n.translate('detectionWorkbench.check.yes', { defaultMessage: 'yes' })
                : i18n.translate('detectionWorkbench.check.no', { defaultMessage: 'no' }),
          },
        ]}
      />
    </div>
  );
}

/** Looks in real data of a host and time window for what the test must leave. */
export function EnvironmentCheck({ testId, labels }: { testId: string; labels: ReadonlyMap<string, string> }) {
  const { can } = useTier();
  const [host, setHost] = useState('');
  const [tried, setTried] = useState(false);
  const [window, setWindow] = useState({ from: 'now-1h', to: 'now' });
  const check = useApiMutation(checkEnvironment, { invalidates: ['expectations', 'techniques'] });
  if (!can('triage')) {
    return (
      <EuiText size="s">
        {i18n.translate('detectionWorkbench.check.needs', {
          defaultMessage: 'Checking the environment needs the privilege "{privilege}".',
          values: { privilege: tierName('triage') },
        })}
      </EuiText>
    );
  }
  const invalid = tried && host.trim() === '';
  const run = () => {
    setTried(true);
    if (host.trim() === '') return;
    check.mutate({
      params: { testId },
      body: { host: host.trim(), range: absoluteRange(window.from, window.to, Date.now()) },
    });
  };
  return (
    <>
      <EuiText size="s">
        <p>
          {i18n.translate('detectionWorkbench.check.intro', {
            defaultMessage:
              'Run the test on a host, wait for its data, then look here: was the telemetry collected, and did the rules alert on it?',
          })}
        </p>
      </EuiText>
      <EuiSpacer size="m" />
      <EuiFlexGroup gutterSize="m" alignItems="flexEnd" wrap>
        <EuiFlexItem grow={2} style={{ minWidth: 200 }}>
          <EuiFormRow
            fullWidth
            label={i18n.translate('detectionWorkbench.check.host', { defaultMessage: 'Host name' })}
            isInvalid={invalid}
            error={i18n.translate('detectionWorkbench.check.hostMissing', {
              defaultMessage: 'Which host ran the test?',
            })}
          >
            <EuiFieldText
              fullWidth
              value={host}
              isInvalid={invalid}
              onChange={(event) => setHost(event.target.value)}
              onKeyDown={(event) => event.key === 'Enter' && run()}
              data-test-subj={subj.tests.host}
            />
          </EuiFormRow>
        </EuiFlexItem>
        <EuiFlexItem grow={false}>
          <EuiFormRow label={i18n.translate('detectionWorkbench.check.window', { defaultMessage: 'Time window' })}>
            <EuiSuperDatePicker
              start={window.from}
              end={window.to}
              showUpdateButton={false}
              width="auto"
              onTimeChange={({ start, end }) => setWindow({ from: start, to: end })}
            />
          </EuiFormRow>
        </EuiFlexItem>
        <EuiFlexItem grow={false}>
          <EuiFormRow hasEmptyLabelSpace>
            <EuiButton fill isLoading={check.isLoading} onClick={run} data-test-subj={subj.tests.check}>
              {i18n.translate('detectionWorkbench.check.run', { defaultMessage: 'Check this environment' })}
            </EuiButton>
          </EuiFormRow>
        </EuiFlexItem>
      </EuiFlexGroup>
      <EuiSpacer size="l" />
      {check.error && (
        <ErrorCallout
          title={i18n.translate('detectionWorkbench.check.failed', { defaultMessage: 'The check could not be done' })}
          error={check.error}
          onRetry={run}
        />
      )}
      {check.data && <Result answer={check.data} labels={labels} />}
    </>
  );
}
