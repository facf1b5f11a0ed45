import React, { type Ref } from 'react';
import { EuiFieldText, EuiFormRow } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { MAX_LINE } from '../../common/api/fields';
import { subj } from '../test_subjects';

const SHORTEST = 3;

export const isReason = (text: string): boolean => text.trim().length >= SHORTEST;

export interface ReasonFieldProps {
  value: string;
  onChange(value: string): void;
  /** Set after an attempt to save without one. */
  showError: boolean;
  label?: string;
  placeholder?: string;
  inputRef?: Ref<HTMLInputElement>;
  /** Enter saves. */
  onSubmit?: () => void;
  'data-test-subj'?: string;
}

/** Every change says why: the history is only worth reading when this is filled in. */
export function ReasonField(props: ReasonFieldProps) {
  const { value, onChange, showError, label, placeholder, inputRef, onSubmit } = props;
  const invalid = showError && !isReason(value);
  return (
    <EuiFormRow
      fullWidth
      label={label ?? i18n.translate('detectionWorkbench.reason.label', { defaultMessage: 'Reason' })}
      isInvalid={invalid}
      error={i18n.translate('detectionWorkbench.reason.error', {
        defaultMessage: 'Say why, in at least {shortest, number} characters. It is kept with the change.',
        values: { shortest: SHORTEST },
      })}
    >
      <EuiFieldText
        fullWidth
        value={value}
        maxLength={MAX_LINE}
        isInvalid={invalid}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !onSubmit) return;
          event.preventDefault();
          onSubmit();
        }}
        data-test-subj={props['data-test-subj'] ?? subj.reason}
        {...(placeholder ? { placeholder } : {})}
        {...(inputRef ? { inputRef } : {})}
      />
    </EuiFormRow>
  );
}
