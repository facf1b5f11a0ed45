import { i18n } from '@kbn/i18n';
import type { z } from 'zod';
import type { closeReason } from '../../../../common/api/alerts';
import type { AlertStatusName } from './triage_state';

export type CloseReason = z.infer<typeof closeReason>;

export const CLOSE_REASONS: readonly CloseReason[] = [
  'false_positive',
  'benign_positive',
  'true_positive',
  'duplicate',
  'other',
];

export function statusName(status: AlertStatusName): string {
  switch (status) {
    case 'open':
      return i18n.translate('detectionWorkbench.alert.statusOpen', { defaultMessage: 'Open' });
    case 'acknowledged':
      return i18n.translate('detectionWorkbench.alert.statusAcknowledged', { defaultMessage: 'Acknowledged' });
    case 'closed':
      return i18n.translate('detectionWorkbench.alert.statusClosed', { defaultMessage: 'Closed' });
  }
}

export function closeReasonName(reason: CloseReason): string {
  switch (reason) {
    case 'false_positive':
      return i18n.translate('detectionWorkbench.close.falsePositive', { defaultMessage: 'False positive' });
    case 'benign_positive':
      return i18n.translate('detectionWorkbench.close.benignPositive', { defaultMessage: 'Benign positive' });
    case 'true_positive':
      return i18n.translate('detectionWorkbench.close.truePositive', { defaultMessage: 'True positive' });
    case 'duplicate':
      return i18n.translate('detectionWorkbench.close.duplicate', { defaultMessage: 'Duplicate' });
    case 'other':
      return i18n.translate('detectionWorkbench.close.other', { defaultMessage: 'Other' });
  }
}

/** When to choose the reason. */
export function closeReasonMeaning(reason: CloseReason): string {
  switch (reason) {
    case 'false_positive':
      return i18n.translate('detectionWorkbench.close.falsePositiveMeaning', {
        defaultMessage: 'Nothing of what the rule looks for happened',
      });
    case 'benign_positive':
      return i18n.translate('detectionWorkbench.close.benignPositiveMeaning', {
        defaultMessage: 'It happened as the rule says, and was allowed',
      });
    case 'true_positive':
      return i18n.translate('detectionWorkbench.close.truePositiveMeaning', {
        defaultMessage: 'An attack, or a test of one, that has been dealt with',
      });
    case 'duplicate':
      return i18n.translate('detectionWorkbench.close.duplicateMeaning', {
        defaultMessage: 'Handled with another alert',
      });
    case 'other':
      return i18n.translate('detectionWorkbench.close.otherMeaning', { defaultMessage: 'None of these' });
  }
}

/** "20 alerts": the exact number, everywhere in the same words. */
export const alertCount = (count: number): string =>
  i18n.translate('detectionWorkbench.alert.count', {
    defaultMessage: '{count, plural, one {# alert} other {# alerts}}',
    values: { count },
  });
