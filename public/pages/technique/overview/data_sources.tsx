import React from 'react';
import { EuiBasicTable, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { Pack } from '../../../../common/packs';
import type { TechniqueSummary } from '../../../../common/api/techniques';
import { ReadinessChip } from '../../../components';

type DataSource = Pack['manifest']['data_sources'][number];

const Lines = ({ lines }: { lines: readonly string[] }) => (
  <EuiText size="xs">
    {lines.map((line) => (
      <div key={line}>{line}</div>
    ))}
  </EuiText>
);

export function DataSources({
  sources,
  readiness,
}: {
  sources: readonly DataSource[];
  readiness: TechniqueSummary['readiness'];
}) {
  return (
    <EuiBasicTable<DataSource>
      tableCaption={i18n.translate('detectionWorkbench.sources.caption', {
        defaultMessage: 'Data sources of the rules',
      })}
      items={[...sources]}
      columns={[
        {
          name: i18n.translate('detectionWorkbench.sources.source', { defaultMessage: 'Data source' }),
          width: '20%',
          render: ({ id, label }: DataSource) => {
            const chip = readiness.find(({ dataSource }) => dataSource === id);
            return chip ? <ReadinessChip chip={chip} /> : label;
          },
        },
        {
          name: i18n.translate('detectionWorkbench.sources.index', { defaultMessage: 'Index patterns' }),
          width: '24%',
          render: ({ index }: DataSource) => <Lines lines={index} />,
        },
        {
          name: i18n.translate('detectionWorkbench.sources.switchOn', { defaultMessage: 'Must be switched on' }),
          render: ({ switch_on: lines }: DataSource) => <Lines lines={lines} />,
        },
        {
          name: i18n.translate('detectionWorkbench.sources.limits', { defaultMessage: 'Cannot show' }),
          render: ({ limits }: DataSource) => <Lines lines={limits} />,
        },
      ]}
    />
  );
}
