import React from 'react';
import { EuiButtonGroup, EuiDatePicker, EuiFlexGroup, EuiFlexItem, EuiFormRow } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import moment from 'moment';
import { subj } from '../test_subjects';

const PRESETS = [30, 90, 365] as const;

/** End of that day, as stored. */
export const endOfDay = (date: moment.Moment): string => date.clone().endOf('day').milliseconds(0).toISOString();

/** No expiry is allowed, but an end is one click away. */
export function ExpiryField({
  value,
  onChange,
}: {
  value: string | undefined;
  onChange(value: string | undefined): void;
}) {
  return (
    <EuiFormRow fullWidth label={i18n.translate('detectionWorkbench.entry.expires', { defaultMessage: 'Expires' })}>
      <EuiFlexGroup gutterSize="s" alignItems="center" responsive={false} wrap>
        <EuiFlexItem grow={false} style={{ width: 170 }}>
          <EuiDatePicker
            compressed
            selected={value ? moment(value) : null}
            minDate={moment()}
            placeholder={i18n.translate('detectionWorkbench.entry.never', { defaultMessage: 'Never' })}
            dateFormat="YYYY-MM-DD"
            onChange={(date) => onChange(date ? endOfDay(date) : undefined)}
            onClear={() => onChange(undefined)}
            data-test-subj={subj.editor.expiry}
          />
        </EuiFlexItem>
        <EuiFlexItem grow={false}>
          <EuiButtonGroup
            buttonSize="compressed"
            legend={i18n.translate('detectionWorkbench.entry.expiresIn', { defaultMessage: 'Expires in' })}
            options={PRESETS.map((days) => ({
              id: String(days),
              label: i18n.translate('detectionWorkbench.entry.days', {
                defaultMessage: '{days, number} days',
                values: { days },
              }),
            }))}
            idSelected={String(PRESETS.find((days) => value === endOfDay(moment().add(days, 'days'))) ?? '')}
            onChange={(days) => onChange(endOfDay(moment().add(Number(days), 'days')))}
          />
        </EuiFlexItem>
      </EuiFlexGroup>
    </EuiFormRow>
  );
}
