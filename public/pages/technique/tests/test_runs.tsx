import React from 'react';
import { EuiBadge, EuiBasicTable } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { ExpectationRun } from '../../../../common/api/expectations';
import { EmptyState, RelativeTime } from '../../../components';
import { subj } from '../../../test_subjects';
import { RUN_COLOR, runResultName } from './run_words';

const kindName = (kind: ExpectationRun['kind']): string =>
  kind === 'replay'
    ? i18n.translate('detectionWorkbench.run.replay', { defaultMessage: 'Recording replayed' })
    : i18n.translate('detectionWorkbench.run.environment', { defaultMessage: 'Environment checked' });

/** Every proof of a test, newest first. */
export function TestRuns({ runs, labels }: { runs: readonly ExpectationRun[]; labels: ReadonlyMap<string, string> }) {
  if (runs.length === 0) {
    return (
      <EmptyState title={i18n.translate('detectionWorkbench.run.none', { defaultMessage: 'Never run' })}>
        <p>
          {i18n.translate('detectionWorkbench.run.noneBody', {
            defaultMessage:
              'Replay the recording, or run the test on a host and check the environment. Each result is kept as proof.',
          })}
        </p>
      </EmptyState>
    );
  }
  return (
    <EuiBasicTable<ExpectationRun>
      compressed
      tableCaption={i18n.translate('detectionWorkbench.run.caption', {
        defaultMessage: 'Runs of this test, newest first',
      })}
      items={[...runs]}
      data-test-subj={subj.tests.runs}
      columns={[
        {
          name: i18n.translate('detectionWorkbench.run.when', { defaultMessage: 'When' }),
          width: '130px',
          render: ({ at }: ExpectationRun) => <RelativeTime at={at} />,
        },
        {
          name: i18n.translate('detectionWorkbench.run.result', { defaultMessage: 'Result' }),
          width: '120px',
          render: ({ result }: ExpectationRun) => (
            <EuiBadge color={RUN_COLOR[result]}>{runResultName(result)}</EuiBadge>
          ),
        },
        {
          name: i18n.translate('detectionWorkbench.run.kind', { defaultMessage: 'How' }),
          width: '170px',
          render: ({ kind }: ExpectationRun) => kindName(kind),
        },
        {
          name: i18n.translate('detectionWorkbench.run.source', { defaultMessage: 'Data source' }),
          width: '190px',
          render: ({ dataSource }: ExpectationRun) => labels.get(dataSource) ?? dataSource,
        },
        {
          field: 'summary',
          name: i18n.translate('detectionWorkbench.run.summary', { defaultMessage: 'What was found' }),
        },
        { field: 'by', name: i18n.translate('detectionWorkbench.run.by', { defaultMessage: 'Who' }), width: '120px' },
      ]}
    />
  );
}
