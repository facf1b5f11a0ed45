import React from 'react';
import {
  EuiBadge,
  EuiBadgeGroup,
  EuiBasicTable,
  EuiLink,
  EuiSwitch,
  EuiText,
  EuiTextColor,
  EuiToolTip,
  type EuiBasicTableColumn,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { listIdOf } from '../../../../common/allowlist';
import { setEnabled } from '../../../../common/api/content';
import type { RuleRow } from '../../../../common/api/techniques';
import { useApiMutation } from '../../../api';
import { FindingTexts } from '../../../components/finding_texts';
import {
  isVerdict,
  ReadinessChip,
  RelativeTime,
  SeverityHealth,
  useAppLink,
  VerdictBadge,
  WideTable,
} from '../../../components';
import { exceptionListLink, ruleLink } from '../../../extensions/links';
import { useKibanaLink, useTier, useToasts } from '../../../kibana';
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
      <div>
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
      </div>
      <FindingTexts findings={rule.findings} />
      <InElasticSecurity rule={rule} />
    </EuiText>
  );
}

/** The rule and its exception list where Elastic Security shows them. */
function InElasticSecurity({ rule }: { rule: RuleRow }) {
  const kibanaLink = useKibanaLink();
  if (rule.stackId === undefined) return null;
  const toRule = kibanaLink(ruleLink(rule.stackId));
  const toExceptions = kibanaLink(exceptionListLink(listIdOf(rule.key)));
  if (toRule === undefined || toExceptions === undefined) return null;
  return (
    <EuiText size="xs" color="subdued">
      {i18n.translate('detectionWorkbench.rule.inSecurity', { defaultMessage: 'In Elastic Security:' })}{' '}
      <EuiLink href={toRule} data-test-subj={subj.technique.securityRule(rule.key)}>
        {i18n.translate('detectionWorkbench.rule.securityRule', { defaultMessage: 'rule' })}
      </EuiLink>
      {' · '}
      <EuiLink href={toExceptions} data-test-subj={subj.technique.securityExceptions(rule.key)}>
        {i18n.translate('detectionWorkbench.rule.securityExceptions', { defaultMessage: 'exceptions' })}
      </EuiLink>
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

function runStatusName(status: string): string {
  switch (status) {
    case 'succeeded':
      return i18n.translate('detectionWorkbench.rule.run.succeeded', { defaultMessage: 'Succeeded' });
    case 'warning':
      return i18n.translate('detectionWorkbench.rule.run.warning', { defaultMessage: 'Warning' });
    case 'failed':
      return i18n.translate('detectionWorkbench.rule.run.failed', { defaultMessage: 'Failed' });
    case 'running':
      return i18n.translate('detectionWorkbench.rule.run.running', { defaultMessage: 'Running' });
    default:
      return status;
  }
}

const RUN_COLOR: Readonly<Record<string, 'success' | 'warning' | 'danger'>> = {
  succeeded: 'success',
  warning: 'warning',
  failed: 'danger',
};

function LastRun({ run }: { run: RuleRow['lastRun'] }) {
  if (!run) return <>{i18n.translate('detectionWorkbench.rule.neverRan', { defaultMessage: 'never' })}</>;
  const status = <EuiTextColor color={RUN_COLOR[run.status] ?? 'subdued'}>{runStatusName(run.status)}</EuiTextColor>;
  return (
    <EuiText size="s">
      {run.message ? (
        <EuiToolTip content={run.message}>
          <span tabIndex={0}>{status}</span>
        </EuiToolTip>
      ) : (
        status
      )}
      <div>
        <RelativeTime at={run.at} />
      </div>
    </EuiText>
  );
}

/** What is not installed catches nothing yet: its verdict is a promise. */
function VerdictCell({ rule: { verdict, installed } }: { rule: RuleRow }) {
  if (!isVerdict(verdict)) return null;
  if (installed || verdict !== 'caught') return <VerdictBadge verdict={verdict} />;
  return (
    <EuiText size="s" color="subdued">
      {i18n.translate('detectionWorkbench.rule.caughtOnceInstalled', { defaultMessage: 'Caught, once installed' })}
    </EuiText>
  );
}

const columns = (techniqueId: string): Array<EuiBasicTableColumn<RuleRow>> => [
  {
    name: i18n.translate('detectionWorkbench.rule.column.rule', { defaultMessage: 'Rule' }),
    width: '25%',
    render: (rule: RuleRow) => <RuleCell rule={rule} techniqueId={techniqueId} />,
  },
  {
    name: i18n.translate('detectionWorkbench.rule.column.enabled', { defaultMessage: 'Enabled' }),
    width: '7%',
    render: (rule: RuleRow) => <EnabledCell rule={rule} />,
  },
  {
    name: i18n.translate('detectionWorkbench.rule.column.severity', { defaultMessage: 'Severity' }),
    width: '8%',
    render: ({ severity }: RuleRow) => <SeverityHealth severity={severity} />,
  },
  {
    name: i18n.translate('detectionWorkbench.rule.column.verdict', { defaultMessage: 'Expected attacks' }),
    width: '11%',
    render: (rule: RuleRow) => <VerdictCell rule={rule} />,
  },
  {
    name: i18n.translate('detectionWorkbench.rule.column.readiness', { defaultMessage: 'Data sources' }),
    width: '24%',
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
    width: '11%',
    render: ({ lastRun }: RuleRow) => <LastRun run={lastRun} />,
  },
  {
    field: 'openAlerts',
    name: i18n.translate('detectionWorkbench.rule.column.alerts', { defaultMessage: 'Open alerts' }),
    width: '7%',
  },
  {
    field: 'entries',
    name: i18n.translate('detectionWorkbench.rule.column.entries', { defaultMessage: 'Entries' }),
    width: '6%',
  },
];

export function RulesTable({ rules, techniqueId }: { rules: readonly RuleRow[]; techniqueId: string }) {
  return (
    <WideTable>
      <EuiBasicTable<RuleRow>
        tableCaption={i18n.translate('detectionWorkbench.rule.caption', {
          defaultMessage: 'Rules of this technique and their health',
        })}
        items={[...rules]}
        columns={columns(techniqueId)}
        data-test-subj={subj.technique.rulesTable}
      />
    </WideTable>
  );
}
