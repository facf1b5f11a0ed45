import React from 'react';
import {
  EuiBadge,
  EuiBadgeGroup,
  EuiBasicTable,
  EuiLink,
  EuiSwitch,
  EuiText,
  type EuiBasicTableColumn,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { setEnabled } from '../../../../common/api/content';
import type { RuleRow } from '../../../../common/api/techniques';
import { useApiMutation } from '../../../api';
import { isVerdict, ReadinessChip, RelativeTime, SeverityHealth, useAppLink, VerdictBadge } from '../../../components';
import { useTier, useToasts } from '../../../kibana';
import { paths } from '../../../sections';
import { subj } from '../../../test_subjects';
import { CONTENT_RESOURCES } from '../../techniques/install';

function RuleCell({ rule, techniqueId }: { rule: RuleRow; techniqueId: string }) {
  const link = useAppLink();
  return (
    <EuiText size="s">
      <EuiLink
        {...link(`${paths.technique(techniqueId, 'tuning')}?rule=${rule.key}`)}
        data-test-subj={subj.technique.rule(rule.key)}
      >
        <strong>{rule.key}</strong> {rule.name}
      </EuiLink>
      <EuiBadgeGroup gutterSize="xs">
        {rule.tuned && (
          <EuiBadge color="primary">
            {i18n.translate('detectionWorkbench.rule.tuned', { defaultMessage: 'Tuned' })}
          </EuiBadge>
        )}
        {rule.buildingBlock && (
          <EuiBadge color="hollow">
            {i18n.translate('detectionWorkbench.rule.buildingBlock', { defaultMessage: 'Building block' })}
          </EuiBadge>
        )}
      </EuiBadgeGroup>
    </EuiText>
  );
}

function EnabledCell({ rule }: { rule: RuleRow }) {
  const { can } = useTier();
  const toasts = useToasts();
  const change = useApiMutation(setEnabled, {
    invalidates: CONTENT_RESOURCES,
    onSuccess: ({ results }) =>
      results
        .filter(({ ok }) => !ok)
        .forEach(({ ruleKey, message }) => toasts.addDanger({ title: ruleKey, text: message ?? '' })),
    onError: (error) => toasts.addError(error, { title: rule.key }),
  });
  if (!rule.installed) {
    return <>{i18n.translate('detectionWorkbench.rule.notInstalled', { defaultMessage: 'not installed' })}</>;
  }
  return (
    <EuiSwitch
      compressed
      showLabel={false}
      label={i18n.translate('detectionWorkbench.rule.enabled', {
        defaultMessage: '{key} enabled',
        values: { key: rule.key },
      })}
      checked={rule.enabled}
      disabled={!can('manage') || change.isLoading}
      onChange={(event) => change.mutate({ body: { ruleKeys: [rule.key], enabled: event.target.checked } })}
      data-test-subj={subj.technique.ruleEnabled(rule.key)}
    />
  );
}

function LastRun({ run }: { run: RuleRow['lastRun'] }) {
  if (!run) return <>{i18n.translate('detectionWorkbench.rule.neverRan', { defaultMessage: 'never' })}</>;
  const color = run.status === 'failed' ? 'danger' : run.status === 'warning' ? 'warning' : 'success';
  return (
    <EuiText size="s">
      <RelativeTime at={run.at} />
      <EuiText size="xs" color={color}>
        {run.message || run.status}
      </EuiText>
    </EuiText>
  );
}

const columns = (techniqueId: string): Array<EuiBasicTableColumn<RuleRow>> => [
  {
    name: i18n.translate('detectionWorkbench.rule.column.rule', { defaultMessage: 'Rule' }),
    width: '28%',
    render: (rule: RuleRow) => <RuleCell rule={rule} techniqueId={techniqueId} />,
  },
  {
    name: i18n.translate('detectionWorkbench.rule.column.enabled', { defaultMessage: 'Enabled' }),
    width: '8%',
    render: (rule: RuleRow) => <EnabledCell rule={rule} />,
  },
  {
    name: i18n.translate('detectionWorkbench.rule.column.severity', { defaultMessage: 'Severity' }),
    width: '9%',
    render: ({ severity }: RuleRow) => <SeverityHealth severity={severity} />,
  },
  {
    name: i18n.translate('detectionWorkbench.rule.column.verdict', { defaultMessage: 'Expected attacks' }),
    width: '11%',
    render: ({ verdict }: RuleRow) => isVerdict(verdict) && <VerdictBadge verdict={verdict} />,
  },
  {
    name: i18n.translate('detectionWorkbench.rule.column.readiness', { defaultMessage: 'Data sources' }),
    width: '20%',
    render: ({ readiness }: RuleRow) => (
      <EuiBadgeGroup gutterSize="xs">
        {readiness.map((chip) => (
          <ReadinessChip key={chip.dataSource} chip={chip} />
        ))}
      </EuiBadgeGroup>
    ),
  },
  {
    name: i18n.translate('detectionWorkbench.rule.column.lastRun', { defaultMessage: 'Last run' }),
    width: '12%',
    render: ({ lastRun }: RuleRow) => <LastRun run={lastRun} />,
  },
  {
    field: 'openAlerts',
    name: i18n.translate('detectionWorkbench.rule.column.alerts', { defaultMessage: 'Open alerts' }),
    width: '6%',
  },
  {
    field: 'entries',
    name: i18n.translate('detectionWorkbench.rule.column.entries', { defaultMessage: 'Entries' }),
    width: '6%',
  },
];

export function RulesTable({ rules, techniqueId }: { rules: readonly RuleRow[]; techniqueId: string }) {
  return (
    <EuiBasicTable<RuleRow>
      tableCaption={i18n.translate('detectionWorkbench.rule.caption', {
        defaultMessage: 'Rules of this technique and their health',
      })}
      items={[...rules]}
      columns={columns(techniqueId)}
      data-test-subj={subj.technique.rulesTable}
    />
  );
}
