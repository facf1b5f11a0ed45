import React from 'react';
import { EuiCallOut, EuiDatePicker, EuiFormRow, EuiSpacer, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import moment from 'moment';
import { MAX_OVERRIDE_DAYS, type Override } from '../../common/api/fields';
import { subj } from '../test_subjects';
import { isReason, ReasonField } from './reason_field';

export interface OverrideDraft {
  reason: string;
  /** ISO 8601 UTC. */
  expiresAt: string;
}

/** Starts at a week: long enough to repair, short enough to be looked at again. */
export const newOverride = (): OverrideDraft => ({
  reason: '',
  expiresAt: moment.utc().add(7, 'days').endOf('day').milliseconds(0).toISOString(),
});

/** The override as the server takes it, once it is complete. */
export const completeOverride = (draft: OverrideDraft): Override | undefined =>
  isReason(draft.reason) ? { reason: draft.reason.trim(), expiresAt: draft.expiresAt } : undefined;

/** Who accepts that an expected attack goes unseen says why and until when. */
export function OverrideFields(props: {
  value: OverrideDraft;
  onChange(value: OverrideDraft): void;
  showError: boolean;
  /** What is accepted. Default: that something is saved. */
  title?: string;
}) {
  const { value, onChange, showError, title } = props;
  return (
    <EuiCallOut
      size="s"
      color="danger"
      title={
        title ??
        i18n.translate('detectionWorkbench.override.title', {
          defaultMessage: 'Save although an attack goes unseen',
        })
      }
      data-test-subj={subj.override.section}
    >
      <EuiText size="s">
        <p>
          {i18n.translate('detectionWorkbench.override.text', {
            defaultMessage:
              'The gap is logged with your name, listed on the home page, and accepted for at most {days, number} days.',
            values: { days: MAX_OVERRIDE_DAYS },
          })}
        </p>
      </EuiText>
      <EuiSpacer size="s" />
      <ReasonField
        label={i18n.translate('detectionWorkbench.override.reason', { defaultMessage: 'Why the gap is acceptable' })}
        value={value.reason}
        onChange={(reason) => onChange({ ...value, reason })}
        showError={showError}
        data-test-subj={subj.override.reason}
      />
      <EuiFormRow label={i18n.translate('detectionWorkbench.override.until', { defaultMessage: 'Until' })}>
        <EuiDatePicker
          selected={moment(value.expiresAt)}
          minDate={moment().add(1, 'day')}
          maxDate={moment().add(MAX_OVERRIDE_DAYS, 'days')}
          onChange={(date) =>
            date && onChange({ ...value, expiresAt: date.clone().endOf('day').milliseconds(0).toISOString() })
          }
          dateFormat="YYYY-MM-DD"
          data-test-subj={subj.override.expiry}
        />
      </EuiFormRow>
    </EuiCallOut>
  );
}
