import { i18n } from '@kbn/i18n';
import { changeAlertAssignees, changeAlertTags, setAlertStatus } from '../../../../common/api/alerts';
import type { ResponseOf } from '../../../../common/api/contract';
import { useApiMutation, type ApiError, type Resource } from '../../../api';
import { useToasts } from '../../../kibana';
import type { AlertStatusName } from '../state/triage_state';
import { alertCount, closeReasonName, type CloseReason } from '../state/words';
import type { Target } from './selection';

const SHOWS_ALERTS: readonly Resource[] = ['alerts', 'techniques', 'activity'];

type Report = ResponseOf<typeof setAlertStatus>;

export interface AlertActions {
  isBusy: boolean;
  setStatus(target: Target, status: AlertStatusName, details?: CloseDetails, onDone?: () => void): void;
  changeTags(target: Target, add: string[], remove: string[], onDone?: () => void): void;
  changeAssignees(target: Target, add: string[], remove: string[], onDone?: () => void): void;
}

export interface CloseDetails {
  reason: CloseReason;
  comment?: string;
}

function statusDone(count: number, status: AlertStatusName, reason: CloseReason | undefined): string {
  const values = { alerts: alertCount(count) };
  if (status === 'acknowledged') {
    return i18n.translate('detectionWorkbench.bulk.acknowledged', { defaultMessage: '{alerts} acknowledged', values });
  }
  if (status === 'open') {
    return i18n.translate('detectionWorkbench.bulk.reopened', { defaultMessage: '{alerts} reopened', values });
  }
  return i18n.translate('detectionWorkbench.bulk.closed', {
    defaultMessage: '{alerts} closed: {reason}',
    values: { ...values, reason: reason ? closeReasonName(reason).toLowerCase() : '' },
  });
}

/** The writing side of triage, each with a toast that says what came of it in exact numbers. */
export function useAlertActions(): AlertActions {
  const toasts = useToasts();
  const failed = (error: ApiError) =>
    toasts.addError(error, {
      title: i18n.translate('detectionWorkbench.bulk.failed', { defaultMessage: 'Nothing was changed' }),
    });
  const options = { invalidates: SHOWS_ALERTS, onError: failed };
  const status = useApiMutation(setAlertStatus, options);
  const tags = useApiMutation(changeAlertTags, options);
  const assignees = useApiMutation(changeAlertAssignees, options);

  const tell = (title: string, { conflicts, failures }: Report) => {
    if (conflicts === 0 && failures.length === 0) {
      toasts.addSuccess({ title });
      return;
    }
    toasts.addWarning({
      title,
      text: i18n.translate('detectionWorkbench.bulk.partly', {
        defaultMessage:
          '{conflicts, plural, one {# alert was} other {# alerts were}} changed by someone else meanwhile and left alone, {failed, number} failed. {message}',
        values: { conflicts, failed: failures.length, message: failures[0]?.message ?? '' },
      }),
    });
  };
  const changed = (count: number) =>
    i18n.translate('detectionWorkbench.bulk.changed', {
      defaultMessage: '{alerts} changed',
      values: { alerts: alertCount(count) },
    });

  return {
    isBusy: status.isLoading || tags.isLoading || assignees.isLoading,
    setStatus: ({ filter, count }, next, details, onDone) =>
      status.mutate(
        {
          body: {
            filter,
            status: next,
            ...(details ? { reason: details.reason } : {}),
            ...(details?.comment ? { comment: details.comment } : {}),
          },
        },
        {
          onSuccess: (report) => {
            tell(statusDone(count - report.conflicts - report.failures.length, next, details?.reason), report);
            onDone?.();
          },
        },
      ),
    changeTags: ({ filter, count }, add, remove, onDone) =>
      tags.mutate(
        { body: { filter, add, remove } },
        {
          onSuccess: (report) => {
            tell(changed(count - report.conflicts - report.failures.length), report);
            onDone?.();
          },
        },
      ),
    changeAssignees: ({ filter, count }, add, remove, onDone) =>
      assignees.mutate(
        { body: { filter, add, remove } },
        {
          onSuccess: (report) => {
            tell(changed(count - report.conflicts - report.failures.length), report);
            onDone?.();
          },
        },
      ),
  };
}
