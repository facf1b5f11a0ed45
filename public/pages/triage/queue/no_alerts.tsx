import React from 'react';
import { EuiButton, EuiButtonEmpty } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { ApiError } from '../../../api';
import { EmptyState, ErrorCallout, SkeletonTable, useAppLink } from '../../../components';
import { paths } from '../../../sections';
import { subj } from '../../../test_subjects';
import { alertCount } from '../state/words';
import { useEverything } from '../use_alerts';

/** Alerts cannot be read: a missing privilege is a state of its own, everything else an error to try again. */
export function NotReadable({ error, onRetry }: { error: ApiError; onRetry(): void }) {
  if (error.status !== 403) {
    return (
      <ErrorCallout
        title={i18n.translate('detectionWorkbench.triage.notLoaded', {
          defaultMessage: 'The alerts could not be loaded',
        })}
        error={error}
        onRetry={onRetry}
      />
    );
  }
  return (
    <EmptyState
      icon="lock"
      title={i18n.translate('detectionWorkbench.triage.notAllowed.title', { defaultMessage: 'You cannot read alerts' })}
    >
      <p>
        {i18n.translate('detectionWorkbench.triage.notAllowed.body', {
          defaultMessage:
            'Ask an administrator for read access to the alerts of Elastic Security in this space. {message}',
          values: { message: error.message },
        })}
      </p>
    </EmptyState>
  );
}

interface NoAlertsProps {
  pinnedTechnique: string | undefined;
  /** Alerts in the time range before the filters. */
  inRange: number;
  isNarrowed: boolean;
  onClearFilters(): void;
}

/** Nothing in the list: because the filters exclude it, because of the time range, or because there is nothing yet. */
export function NoAlerts({ pinnedTechnique, inRange, isNarrowed, onClearFilters }: NoAlertsProps) {
  const link = useAppLink();
  const everything = useEverything(pinnedTechnique, inRange === 0);
  if (inRange > 0) {
    return (
      <EmptyState
        icon="search"
        title={i18n.translate('detectionWorkbench.triage.noMatch.title', { defaultMessage: 'No alert matches' })}
        actions={
          isNarrowed && (
            <EuiButton onClick={onClearFilters} data-test-subj={subj.triage.clearFilters}>
              {i18n.translate('detectionWorkbench.triage.noMatch.clear', { defaultMessage: 'Clear filters' })}
            </EuiButton>
          )
        }
      >
        <p>
          {i18n.translate('detectionWorkbench.triage.noMatch.body', {
            defaultMessage: 'The time range has {alerts}; the filters, status among them, leave none.',
            values: { alerts: alertCount(inRange) },
          })}
        </p>
      </EmptyState>
    );
  }
  if (everything.isLoading) return <SkeletonTable />;
  const total = everything.data?.total ?? 0;
  if (total > 0) {
    return (
      <EmptyState
        icon="clock"
        title={i18n.translate('detectionWorkbench.triage.noneInRange.title', {
          defaultMessage: 'No alert in this time range',
        })}
      >
        <p>
          {i18n.translate('detectionWorkbench.triage.noneInRange.body', {
            defaultMessage: 'There are {alerts} at other times. Choose a longer range.',
            values: { alerts: alertCount(total) },
          })}
        </p>
      </EmptyState>
    );
  }
  const to = link(pinnedTechnique ? paths.technique(pinnedTechnique) : paths.techniques);
  return (
    <EmptyState
      icon="bell"
      title={i18n.translate('detectionWorkbench.triage.none.title', { defaultMessage: 'No alert yet' })}
      actions={
        <EuiButtonEmpty {...to}>
          {i18n.translate('detectionWorkbench.triage.none.rules', {
            defaultMessage: 'See which rules are installed and ready',
          })}
        </EuiButtonEmpty>
      }
    >
      <p>
        {i18n.translate('detectionWorkbench.triage.none.body', {
          defaultMessage: 'Alerts appear here as soon as an enabled rule of the packs finds something.',
        })}
      </p>
    </EmptyState>
  );
}
