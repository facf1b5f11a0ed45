import React from 'react';
import {
  EuiBadge,
  EuiButtonIcon,
  EuiFlexGroup,
  EuiFlexItem,
  EuiFormRow,
  EuiText,
  EuiToolTip,
  useGeneratedHtmlId,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { Knob, KnobValue, ListKnob } from '../../../../common/packs';
import type { KnobProblem } from '../../../../common/rules';
import { icons } from '../../../components/icons';
import { subj } from '../../../test_subjects';
import { Candidates, ListKnobInput } from './list_knob';
import { ScalarKnobInput, type ScalarKnob } from './scalar_knob';

const isListKnob = (knob: Knob): knob is ListKnob => Array.isArray(knob.default);

function valueWords(value: KnobValue): string {
  if (!Array.isArray(value)) return String(value);
  return value.length === 0
    ? i18n.translate('detectionWorkbench.knob.emptyList', { defaultMessage: 'empty' })
    : value.join(', ');
}

/** What the knob is for, and which way is looser. */
function Meaning({ knob }: { knob: Knob }) {
  return (
    <>
      <div>{knob.meaning}</div>
      {knob.looser && (
        <div>
          <strong>{i18n.translate('detectionWorkbench.knob.looser', { defaultMessage: 'More alerts:' })}</strong>{' '}
          {knob.looser}
        </div>
      )}
      {knob.tighter && (
        <div>
          <strong>{i18n.translate('detectionWorkbench.knob.tighter', { defaultMessage: 'Fewer alerts:' })}</strong>{' '}
          {knob.tighter}
        </div>
      )}
      {knob.mirrors && (
        <div>
          {i18n.translate('detectionWorkbench.knob.mirrors', {
            defaultMessage: 'The same list is in {rule}: {note}',
            values: { rule: knob.mirrors.rule, note: knob.mirrors.note },
          })}
        </div>
      )}
    </>
  );
}

interface KnobFieldProps {
  knob: Knob;
  value: KnobValue;
  isDefault: boolean;
  /** The value is read, not changed. */
  isDisabled: boolean;
  problems: readonly KnobProblem[];
  onChange(value: KnobValue): void;
  onReset(): void;
}

export function KnobField({ knob, value, isDefault, isDisabled, problems, onChange, onReset }: KnobFieldProps) {
  const labelId = useGeneratedHtmlId({ prefix: 'dwKnob' });
  const errors = problems.filter(({ level }) => level === 'error');
  const warnings = problems.filter(({ level }) => level === 'warning');
  const sentence = ({ value: culprit, message }: KnobProblem) =>
    culprit === undefined ? message : `${culprit}: ${message}`;
  const shared = { value, isInvalid: errors.length > 0, onChange, labelledBy: labelId };
  return (
    <EuiFormRow
      fullWidth
      isInvalid={errors.length > 0}
      error={errors.map(sentence)}
      label={
        <EuiFlexGroup gutterSize="xs" alignItems="center" responsive={false}>
          <EuiFlexItem grow={false} id={labelId}>
            {knob.label}
          </EuiFlexItem>
          {!isDefault && (
            <EuiFlexItem grow={false}>
              <EuiToolTip
                content={i18n.translate('detectionWorkbench.knob.defaultIs', {
                  defaultMessage: 'Default: {value}',
                  values: { value: valueWords(knob.default) },
                })}
              >
                <EuiBadge color="primary" tabIndex={0}>
                  {i18n.translate('detectionWorkbench.knob.changed', { defaultMessage: 'changed' })}
                </EuiBadge>
              </EuiToolTip>
            </EuiFlexItem>
          )}
          {!isDefault && !isDisabled && (
            <EuiFlexItem grow={false}>
              <EuiButtonIcon
                size="xs"
                iconType={icons.undo}
                aria-label={i18n.translate('detectionWorkbench.knob.reset', {
                  defaultMessage: '{knob}: back to the default',
                  values: { knob: knob.label },
                })}
                onClick={onReset}
                data-test-subj={subj.tuning.knobReset(knob.id)}
              />
            </EuiFlexItem>
          )}
        </EuiFlexGroup>
      }
      helpText={
        <>
          {warnings.map((warning) => (
            <EuiText key={warning.code} size="xs" color="warning">
              {sentence(warning)}
            </EuiText>
          ))}
          {isListKnob(knob) && !isDisabled && <Candidates knob={knob} value={value} onChange={onChange} />}
          <Meaning knob={knob} />
        </>
      }
    >
      {isDisabled ? (
        <EuiText size="s" data-test-subj={subj.tuning.knob(knob.id)} style={{ overflowWrap: 'anywhere' }}>
          {valueWords(value)}
        </EuiText>
      ) : isListKnob(knob) ? (
        <ListKnobInput knob={knob} {...shared} />
      ) : (
        <ScalarKnobInput knob={knob as ScalarKnob} {...shared} />
      )}
    </EuiFormRow>
  );
}
