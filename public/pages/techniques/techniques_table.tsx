import React from 'react';
import {
  EuiBadgeGroup,
  EuiBasicTable,
  EuiFlexGroup,
  EuiFlexItem,
  EuiLink,
  EuiText,
  type EuiBasicTableColumn,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { TechniqueSummary } from '../../../common/api/techniques';
import { ReadinessChip, useAppLink, WideTable } from '../../components';
import { CoverageBar } from '../../components/coverage_bar';
import { DeprecatedBadge, InstallStateBadge } from '../../components/install_state';
import { tacticNames } from '../../components/tactics';
import { Sparkline } from '../../components/lazy_charts';
import { paths } from '../../sections';
import { subj } from '../../test_subjects';

function TechniqueCell({ technique }: { technique: TechniqueSummary }) {
  const link = useAppLink();
  return (
    <EuiText size="s">
      <EuiLink {...link(paths.technique(technique.id))} data-test-subj={subj.techniques.row(technique.id)}>
        <strong>{technique.id}</strong> {technique.name}
      </EuiLink>
      <div>
        <EuiBadgeGroup gutterSize="xs">
          <InstallStateBadge state={technique.installState} />
          {technique.deprecated && <DeprecatedBadge liveIds={technique.liveIds} />}
        </EuiBadgeGroup>
      </div>
    </EuiText>
  );
}

function AlertsCell({ alerts }: { alerts: TechniqueSummary['alerts'] }) {
  return (
    <EuiFlexGroup gutterSize="s" alignItems="center" responsive={false} wrap>
      <EuiFlexItem grow={false}>
        <EuiText size="s">
          {i18n.translate('detectionWorkbench.techniques.alerts', {
            defaultMessage: '{inRange, number} ({open, number} open)',
            values: { inRange: alerts.inRange, open: alerts.open },
          })}
        </EuiText>
      </EuiFlexItem>
      {alerts.inRange > 0 && (
        <EuiFlexItem grow={false}>
          <Sparkline points={alerts.perDay} />
        </EuiFlexItem>
      )}
    </EuiFlexGroup>
  );
}

/** Nothing is caught before anything is installed, so there is no bar yet. */
const PlannedCoverage = ({ coverage }: Pick<TechniqueSummary, 'coverage'>) => (
  <EuiText size="s" color="subdued">
    {i18n.translate('detectionWorkbench.techniques.planned', {
      defaultMessage: '{count, plural, one {# attack} other {# attacks}} to catch, once installed',
      values: { count: coverage.caught },
    })}
  </EuiText>
);

const columns = (): Array<EuiBasicTableColumn<TechniqueSummary>> => [
  {
    name: i18n.translate('detectionWorkbench.techniques.column.technique', { defaultMessage: 'Technique' }),
    width: '22%',
    render: (technique: TechniqueSummary) => <TechniqueCell technique={technique} />,
  },
  {
    name: i18n.translate('detectionWorkbench.techniques.column.tactic', { defaultMessage: 'Tactic' }),
    width: '10%',
    render: ({ tactic }: TechniqueSummary) => tacticNames(tactic),
  },
  {
    name: i18n.translate('detectionWorkbench.techniques.column.rules', { defaultMessage: 'Rules enabled' }),
    width: '8%',
    render: ({ rules, drifted }: TechniqueSummary) => (
      <EuiText size="s">
        {i18n.translate('detectionWorkbench.techniques.rules', {
          defaultMessage: '{enabled, number} of {total, number}',
          values: { enabled: rules.enabled, total: rules.total },
        })}
        {drifted > 0 && (
          <EuiText size="xs" color="warning">
            {i18n.translate('detectionWorkbench.techniques.drifted', {
              defaultMessage: '{count, number} drifted',
              values: { count: drifted },
            })}
          </EuiText>
        )}
      </EuiText>
    ),
  },
  {
    name: i18n.translate('detectionWorkbench.techniques.column.alerts', { defaultMessage: 'Alerts in range' }),
    width: '13%',
    render: ({ alerts }: TechniqueSummary) => <AlertsCell alerts={alerts} />,
  },
  {
    name: i18n.translate('detectionWorkbench.techniques.column.coverage', { defaultMessage: 'Expected attacks' }),
    width: '14%',
    render: ({ coverage, installState }: TechniqueSummary) =>
      installState === 'not_installed' ? <PlannedCoverage coverage={coverage} /> : <CoverageBar counts={coverage} />,
  },
  {
    name: i18n.translate('detectionWorkbench.techniques.column.readiness', { defaultMessage: 'Data sources' }),
    render: ({ readiness }: TechniqueSummary) => (
      <EuiBadgeGroup gutterSize="xs">
        {readiness.map((chip) => (
          <ReadinessChip key={chip.dataSource} chip={chip} />
        ))}
      </EuiBadgeGroup>
    ),
  },
  {
    name: i18n.translate('detectionWorkbench.techniques.column.entries', { defaultMessage: 'Entries' }),
    width: '6%',
    render: ({ entries }: TechniqueSummary) => (
      <EuiText size="s">
        {entries.active}
        {entries.expiring > 0 && (
          <EuiText size="xs" color="subdued">
            {i18n.translate('detectionWorkbench.techniques.expiring', {
              defaultMessage: '{count, number} expiring',
              values: { count: entries.expiring },
            })}
          </EuiText>
        )}
      </EuiText>
    ),
  },
];

export function TechniquesTable({ techniques }: { techniques: readonly TechniqueSummary[] }) {
  return (
    <WideTable>
      <EuiBasicTable<TechniqueSummary>
        tableCaption={i18n.translate('detectionWorkbench.techniques.caption', {
          defaultMessage: 'Techniques with the state of their content',
        })}
        items={[...techniques]}
        columns={columns()}
        data-test-subj={subj.techniques.table}
      />
    </WideTable>
  );
}
