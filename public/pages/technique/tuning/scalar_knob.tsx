import React from 'react';
import { EuiFieldNumber, EuiFieldText, EuiSelect, EuiSwitch } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { Knob, KnobValue, ListKnob } from '../../../../common/packs';
import { SEVERITIES } from '../../../../common/rules';
import { severityName } from '../../../components';
import { subj } from '../../../test_subjects';

export type ScalarKnob = Exclude<Knob, ListKnob>;

interface ScalarKnobInputProps {
  knob: ScalarKnob;
  value: KnobValue;
  isInvalid: boolean;
  onChange(value: KnobValue): void;
  labelledBy: string;
}

export function ScalarKnobInput({ knob, value, isInvalid, onChange, labelledBy }: ScalarKnobInputProps) {
  const shared = {
    compressed: true,
    isInvalid,
    'aria-labelledby': labelledBy,
    'data-test-subj': subj.tuning.knob(knob.id),
  };
  switch (knob.type) {
    case 'boolean':
      return (
        <EuiSwitch
          compressed
          label={
            value
              ? i18n.translate('detectionWorkbench.knob.on', { defaultMessage: 'On' })
              : i18n.translate('detectionWorkbench.knob.off', { defaultMessage: 'Off' })
          }
          checked={value === true}
          onChange={(event) => onChange(event.target.checked)}
          data-test-subj={subj.tuning.knob(knob.id)}
        />
      );
    case 'integer':
      return (
        <EuiFieldNumber
          {...shared}
          min={knob.min}
          max={knob.max}
          value={typeof value === 'number' ? value : ''}
          onChange={(event) => onChange(event.target.value === '' ? '' : Number(event.target.value))}
        />
      );
    case 'severity':
      return (
        <EuiSelect
          {...shared}
          value={String(value)}
          options={SEVERITIES.map((severity) => ({ value: severity, text: severityName(severity) }))}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case 'choice':
      return (
        <EuiSelect
          {...shared}
          value={String(value)}
          options={knob.options.map((option) => ({ value: option.value, text: `${option.value}: ${option.meaning}` }))}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case 'duration':
      return (
        <EuiFieldText
          {...shared}
          value={String(value)}
          placeholder="5m"
          append={
            knob.can_be_off
              ? i18n.translate('detectionWorkbench.knob.rangeOrOff', {
                  defaultMessage: '{min} to {max}, or off',
                  values: { min: knob.min, max: knob.max },
                })
              : i18n.translate('detectionWorkbench.knob.range', {
                  defaultMessage: '{min} to {max}',
                  values: { min: knob.min, max: knob.max },
                })
          }
          onChange={(event) => onChange(event.target.value.trim())}
        />
      );
  }
}
