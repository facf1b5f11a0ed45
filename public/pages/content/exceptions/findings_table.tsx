import React, { useState } from 'react';
import { EuiBasicTable, EuiButtonEmpty, EuiLink, EuiText, useEuiTheme, type EuiBasicTableColumn } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { repairFinding, type SpaceFinding } from '../../../../common/api/health';
import { useApiMutation, type Resource } from '../../../api';
import { EmptyState, useAppLink } from '../../../components';
import { ReasonModal } from '../../../components/reason_modal';
import { useTier, useToasts } from '../../../kibana';
import { paths } from '../../../sections';
import { subj } from '../../../test_subjects';
import { EffectBadge } from './effect_badge';

/** Everything that a changed exception shows in. */
export const EXCEPTION_RESOURCES: readonly Resource[] = [
  'health',
  'exceptionGuard',
  'otherRules',
  'allowlist',
  'techniques',
  'guard',
  'expectations',
  'readiness',
  'activity',
];

function Rules({ rules }: Pick<SpaceFinding, 'rules'>) {
  const link = useAppLink();
  return (
    <EuiText size="s">
      {rules.map(({ ruleId, ruleKey, techniqueId, name }) => (
        <div key={ruleId}>
          <EuiLink
            {...link(
              ruleKey && techniqueId
                ? paths.technique(techniqueId, 'allowlist')
                : `${paths.otherRules}?q=${encodeURIComponent(name)}`,
            )}
          >
            {ruleKey ? `${ruleKey} ${name}` : name}
          </EuiLink>
        </div>
      ))}
    </EuiText>
  );
}

function columns(onRepair: ((finding: SpaceFinding) => void) | undefined): Array<EuiBasicTableColumn<SpaceFinding>> {
  return [
    {
      name: i18n.translate('detectionWorkbench.findings.column.effect', { defaultMessage: 'Effect' }),
      width: '170px',
      render: ({ finding }: SpaceFinding) => <EffectBadge effect={finding.effect} />,
    },
    {
      name: i18n.translate('detectionWorkbench.findings.column.what', { defaultMessage: 'What is wrong' }),
      render: ({ finding, itemName, id }: SpaceFinding) => (
        <EuiText size="s" style={{ overflowWrap: 'anywhere' }} data-test-subj={subj.exceptions.finding(id)}>
          <strong>{itemName ?? finding.listId}</strong>
          <div>{finding.sentence}</div>
          <EuiText size="xs" color="subdued">
            {finding.evidence} <code>{finding.code}</code>
          </EuiText>
        </EuiText>
      ),
    },
    {
      name: i18n.translate('detectionWorkbench.findings.column.rules', { defaultMessage: 'Rules' }),
      width: '28%',
      render: ({ rules }: SpaceFinding) => <Rules rules={rules} />,
    },
    {
      name: i18n.translate('detectionWorkbench.findings.column.repair', { defaultMessage: 'Repair' }),
      width: '190px',
      render: (finding: SpaceFinding) =>
        finding.finding.repair && onRepair ? (
          <EuiButtonEmpty
            size="s"
            flush="left"
            onClick={() => onRepair(finding)}
            data-test-subj={subj.exceptions.repair(finding.id)}
          >
            {finding.finding.repair.label}
          </EuiButtonEmpty>
        ) : (
          finding.finding.repair?.label
        ),
    },
  ];
}

function NoFindings({ items }: Pick<FindingsTableProps, 'items'>) {
  return items === 0 ? (
    <EmptyState
      title={i18n.translate('detectionWorkbench.findings.noItems.title', {
        defaultMessage: 'There is no exception yet',
      })}
    >
      {i18n.translate('detectionWorkbench.findings.noItems.body', {
        defaultMessage:
          'What would never match, would match too much or would not be read by its rule is listed here once there are some: write one in the allowlist of a technique, from an alert, or import a file below.',
      })}
    </EmptyState>
  ) : (
    <EmptyState
      title={i18n.translate('detectionWorkbench.findings.none.title', { defaultMessage: 'No exception is broken' })}
    >
      {i18n.translate('detectionWorkbench.findings.none.body', {
        defaultMessage:
          'Each one of every rule in this space works. Whether one hides an expected attack is said on the home page and in the allowlist of its technique.',
      })}
    </EmptyState>
  );
}

export interface FindingsTableProps {
  findings: readonly SpaceFinding[];
  /** How many exception items were looked at. */
  items: number;
  /** The finding that a link led to. */
  highlighted: string | undefined;
}

/** Findings of the space, worst first, each with its repair where there is one. */
export function FindingsTable({ findings, items, highlighted }: FindingsTableProps) {
  const { can } = useTier();
  const { euiTheme } = useEuiTheme();
  const toasts = useToasts();
  const [asked, setAsked] = useState<SpaceFinding>();
  const repair = useApiMutation(repairFinding, {
    invalidates: EXCEPTION_RESOURCES,
    onSuccess: ({ repaired }) => {
      setAsked(undefined);
      toasts.addSuccess(repaired);
    },
  });
  const ask = (finding: SpaceFinding) => {
    repair.reset();
    setAsked(finding);
  };
  if (findings.length === 0) return <NoFindings items={items} />;
  return (
    <>
      <EuiBasicTable<SpaceFinding>
        tableCaption={i18n.translate('detectionWorkbench.findings.caption', {
          defaultMessage: 'What is wrong with the exceptions of this space',
        })}
        items={[...findings]}
        itemId="id"
        columns={columns(can('tune') ? ask : undefined)}
        rowProps={({ id }: SpaceFinding) =>
          id === highlighted ? { style: { backgroundColor: euiTheme.colors.highlight } } : {}
        }
        data-test-subj={subj.exceptions.table}
      />
      {asked?.finding.repair && (
        <ReasonModal
          title={asked.finding.repair.label}
          confirm={i18n.translate('detectionWorkbench.findings.repair', { defaultMessage: 'Repair' })}
          initialReason={asked.finding.sentence}
          isBusy={repair.isLoading}
          error={repair.error}
          onCancel={() => setAsked(undefined)}
          onConfirm={(answer) => repair.mutate({ body: { findingId: asked.id, version: asked.version, ...answer } })}
          data-test-subj={subj.exceptions.repairConfirm}
        >
          <EuiText size="s">
            <p>
              <strong>{asked.itemName ?? asked.finding.listId}</strong>: {asked.finding.evidence}
            </p>
          </EuiText>
        </ReasonModal>
      )}
    </>
  );
}
