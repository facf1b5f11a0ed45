import React from 'react';
import { EuiBasicTable, EuiLink, EuiText, type EuiBasicTableColumn } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { ExpectationRun } from '../../../../common/api/expectations';
import type { CellVerdict } from '../../../../common/expectations';
import type { Pack } from '../../../../common/packs';
import { RelativeTime } from '../../../components';
import { subj } from '../../../test_subjects';
import { MatrixCell } from './matrix_cell';
import { runResultName } from './run_words';

type Expectation = Pack['expectations'][number];

interface TestMatrixProps {
  expectations: readonly Expectation[];
  sources: ReadonlyArray<{ id: string; label: string }>;
  cells: readonly CellVerdict[];
  lastRuns: Readonly<Record<string, ExpectationRun>>;
  onOpen(testId: string): void;
}

/** Tests down, data sources across, rules inside; the last column says how old the proof is. */
export function TestMatrix({ expectations, sources, cells, lastRuns, onOpen }: TestMatrixProps) {
  const used = sources.filter(({ id }) =>
    expectations.some((test) => test.sources.some(({ source }) => source === id)),
  );
  const columns: Array<EuiBasicTableColumn<Expectation>> = [
    {
      name: i18n.translate('detectionWorkbench.tests.test', { defaultMessage: 'Atomic test' }),
      width: '22%',
      render: ({ id, title }: Expectation) => (
        <EuiLink onClick={() => onOpen(id)} data-test-subj={subj.tests.row(id)}>
          <strong>{id}</strong> {title}
        </EuiLink>
      ),
    },
    ...used.map(({ id, label }) => ({
      name: <span style={{ whiteSpace: 'normal', textAlign: 'start' }}>{label}</span>,
      render: (test: Expectation) => (
        <MatrixCell
          source={test.sources.find(({ source }) => source === id)}
          cells={cells.filter((cell) => cell.expectation === test.id && cell.source === id)}
        />
      ),
    })),
    {
      name: i18n.translate('detectionWorkbench.tests.proof', { defaultMessage: 'Last proof' }),
      width: '11%',
      render: ({ id }: Expectation) => {
        const run = lastRuns[id];
        return (
          <EuiText size="xs" color={run ? 'default' : 'subdued'}>
            {run ? (
              <>
                {runResultName(run.result)}, <RelativeTime at={run.at} />
              </>
            ) : (
              i18n.translate('detectionWorkbench.tests.noProof', { defaultMessage: 'never run' })
            )}
          </EuiText>
        );
      },
    },
  ];
  return (
    <EuiBasicTable<Expectation>
      tableCaption={i18n.translate('detectionWorkbench.tests.caption', {
        defaultMessage: 'Atomic tests by data source, with the verdict of each rule',
      })}
      items={[...expectations]}
      columns={columns}
      data-test-subj={subj.tests.matrix}
    />
  );
}
