import React from 'react';
import { EuiFlexGrid, EuiFlexItem, EuiSpacer, EuiStat, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { ExceptionGuard } from '../../../../common/api/exception_guard';
import { subj } from '../../../test_subjects';

interface Count {
  id: string;
  label: string;
  value: number;
  /** More than none deserves a look. */
  isBad?: boolean;
}

function countsOf({ counts: { outcomes, cold }, budgetMs }: ExceptionGuard): Count[] {
  return [
    {
      id: 'passed',
      label: i18n.translate('detectionWorkbench.exceptionCounts.passed', { defaultMessage: 'judged and passed' }),
      value: outcomes.passed,
    },
    {
      id: 'recorded',
      label: i18n.translate('detectionWorkbench.exceptionCounts.recorded', { defaultMessage: 'recorded' }),
      value: outcomes.recorded,
    },
    {
      id: 'refused',
      label: i18n.translate('detectionWorkbench.exceptionCounts.refused', { defaultMessage: 'refused' }),
      value: outcomes.refused,
    },
    {
      id: 'own',
      label: i18n.translate('detectionWorkbench.exceptionCounts.own', { defaultMessage: 'of the workbench' }),
      value: outcomes.own,
    },
    {
      id: 'unknown',
      label: i18n.translate('detectionWorkbench.exceptionCounts.unknown', {
        defaultMessage: 'let through: on no list that a known rule uses',
      }),
      value: outcomes.unknown,
    },
    {
      id: 'over_budget',
      label: i18n.translate('detectionWorkbench.exceptionCounts.overBudget', {
        defaultMessage: 'let through: the check took longer than {budget, number} ms',
        values: { budget: budgetMs },
      }),
      value: outcomes.over_budget,
      isBad: true,
    },
    {
      id: 'failed',
      label: i18n.translate('detectionWorkbench.exceptionCounts.failed', {
        defaultMessage: 'let through: the check failed',
      }),
      value: outcomes.failed,
      isBad: true,
    },
    {
      id: 'cold',
      label: i18n.translate('detectionWorkbench.exceptionCounts.cold', {
        defaultMessage: 'judged before anyone opened the workbench in their space',
      }),
      value: cold,
    },
  ];
}

/** What became of the writes that passed the door since the server started. */
export function GuardCounts({ guard }: { guard: ExceptionGuard }) {
  return (
    <div data-test-subj={subj.exceptions.policyCounts}>
      <EuiText size="xs" color="subdued">
        {i18n.translate('detectionWorkbench.exceptionCounts.title', {
          defaultMessage:
            'Writes since this Kibana server started, in all spaces; the slowest check took {slowest, number} ms',
          values: { slowest: guard.counts.slowestMs },
        })}
      </EuiText>
      <EuiSpacer size="s" />
      <EuiFlexGrid columns={4} gutterSize="m">
        {countsOf(guard).map(({ id, label, value, isBad }) => (
          <EuiFlexItem key={id}>
            <EuiStat
              titleSize="xs"
              title={String(value)}
              titleColor={isBad && value > 0 ? 'danger' : 'default'}
              description={label}
            />
          </EuiFlexItem>
        ))}
      </EuiFlexGrid>
    </div>
  );
}
