import React, { useState } from 'react';
import {
  EuiButton,
  EuiFlexGroup,
  EuiFlexItem,
  EuiFlyout,
  EuiFlyoutBody,
  EuiFlyoutHeader,
  EuiSpacer,
  EuiTab,
  EuiTabs,
  EuiTitle,
  useGeneratedHtmlId,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { getExpectation, replayExpectation } from '../../../../common/api/expectations';
import type { Pack } from '../../../../common/packs';
import { useApiMutation, useApiQuery } from '../../../api';
import { Loaded } from '../../../components';
import { icons } from '../../../components/icons';
import { useTier, useToasts } from '../../../kibana';
import { subj } from '../../../test_subjects';
import { EnvironmentCheck } from './environment_check';
import { TestDescription } from './test_description';
import { TestEvidence } from './test_evidence';
import { TestRuns } from './test_runs';
import { runResultName } from './run_words';

const TABS = [
  { id: 'test', label: i18n.translate('detectionWorkbench.tests.tab.test', { defaultMessage: 'Test' }) },
  {
    id: 'evidence',
    label: i18n.translate('detectionWorkbench.tests.tab.evidence', { defaultMessage: 'Recording and clauses' }),
  },
  {
    id: 'check',
    label: i18n.translate('detectionWorkbench.tests.tab.check', { defaultMessage: 'Check this environment' }),
  },
  { id: 'runs', label: i18n.translate('detectionWorkbench.tests.tab.runs', { defaultMessage: 'Runs' }) },
] as const;

interface TestFlyoutProps {
  test: Pack['expectations'][number];
  labels: ReadonlyMap<string, string>;
  onClose(): void;
}

/** Everything about one atomic test. */
export function TestFlyout({ test, labels, onClose }: TestFlyoutProps) {
  const titleId = useGeneratedHtmlId({ prefix: 'dwTest' });
  const { can } = useTier();
  const toasts = useToasts();
  const [tab, setTab] = useState<(typeof TABS)[number]['id']>('test');
  const evidence = useApiQuery(getExpectation, { params: { testId: test.id } });
  const replay = useApiMutation(replayExpectation, {
    invalidates: ['expectations', 'techniques', 'activity'],
    onSuccess: ({ runs }) => {
      toasts.addInfo({
        title: i18n.translate('detectionWorkbench.tests.replayed', {
          defaultMessage: '{test} replayed: {results}',
          values: { test: test.id, results: [...new Set(runs.map(({ result }) => runResultName(result)))].join(', ') },
        }),
      });
      setTab('runs');
    },
    onError: (error) => toasts.addError(error, { title: test.id }),
  });
  return (
    <EuiFlyout onClose={onClose} size="l" aria-labelledby={titleId} data-test-subj={subj.tests.flyout}>
      <EuiFlyoutHeader hasBorder>
        <EuiFlexGroup alignItems="center" gutterSize="m" responsive={false} style={{ paddingRight: 32 }}>
          <EuiFlexItem>
            <EuiTitle size="m">
              <h2 id={titleId}>
                {test.id} {test.title}
              </h2>
            </EuiTitle>
          </EuiFlexItem>
          {can('triage') && (
            <EuiFlexItem grow={false}>
              <EuiButton
                size="s"
                iconType={icons.run}
                isLoading={replay.isLoading}
                onClick={() => replay.mutate({ params: { testId: test.id }, body: {} })}
                data-test-subj={subj.tests.replay}
              >
                {i18n.translate('detectionWorkbench.tests.replay', { defaultMessage: 'Replay recording' })}
              </EuiButton>
            </EuiFlexItem>
          )}
        </EuiFlexGroup>
        <EuiSpacer size="s" />
        <EuiTabs bottomBorder={false} style={{ marginBottom: -25 }}>
          {TABS.map(({ id, label }) => (
            <EuiTab key={id} isSelected={id === tab} onClick={() => setTab(id)} data-test-subj={subj.tab(id)}>
              {label}
            </EuiTab>
          ))}
        </EuiTabs>
      </EuiFlyoutHeader>
      <EuiFlyoutBody>
        {tab === 'test' && <TestDescription test={test} labels={labels} />}
        {tab === 'check' && <EnvironmentCheck testId={test.id} labels={labels} />}
        {tab === 'evidence' && (
          <Loaded query={evidence}>
            {(data) => <TestEvidence testId={test.id} evidence={data} labels={labels} />}
          </Loaded>
        )}
        {tab === 'runs' && <Loaded query={evidence}>{(data) => <TestRuns runs={data.runs} labels={labels} />}</Loaded>}
      </EuiFlyoutBody>
    </EuiFlyout>
  );
}
