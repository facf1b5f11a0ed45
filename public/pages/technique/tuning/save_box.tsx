import React, { useState } from 'react';
import {
  EuiButton,
  EuiButtonEmpty,
  EuiCallOut,
  EuiFlexGroup,
  EuiFlexItem,
  EuiPanel,
  EuiSpacer,
  EuiSwitch,
  EuiText,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { Override } from '../../../../common/api/fields';
import type { ApiError } from '../../../api';
import {
  completeOverride,
  ErrorCallout,
  isReason,
  newOverride,
  OverrideFields,
  ReasonField,
  type GuardState,
} from '../../../components';
import { tierName, useTier } from '../../../kibana';
import { subj } from '../../../test_subjects';

interface SaveBoxProps {
  guard: GuardState;
  isDirty: boolean;
  isValid: boolean;
  isSaving: boolean;
  error: ApiError | null;
  onSave(answer: { reason: string; override?: Override; overwriteEdits?: boolean }): void;
  onDiscard(): void;
}

/** Reason and Save beside the verdict. A blinding change needs more: who accepts the gap, why, and until when. */
export function SaveBox({ guard, isDirty, isValid, isSaving, error, onSave, onDiscard }: SaveBoxProps) {
  const { can } = useTier();
  const [reason, setReason] = useState('');
  const [override, setOverride] = useState(newOverride);
  const [overwriteEdits, setOverwriteEdits] = useState(false);
  const [tried, setTried] = useState(false);
  const blinding = guard.status === 'ready' && guard.report.blinding;
  const mayOverride = can('manage');
  const accepted = blinding ? completeOverride(override) : undefined;

  const save = () => {
    setTried(true);
    if (!isReason(reason) || (blinding && !accepted)) return;
    onSave({
      reason: reason.trim(),
      ...(accepted ? { override: accepted } : {}),
      ...(overwriteEdits ? { overwriteEdits } : {}),
    });
  };

  if (!isDirty) {
    return (
      <EuiText size="s" color="subdued">
        {i18n.translate('detectionWorkbench.tuning.unchanged', {
          defaultMessage: 'Change a knob: what the change does to the expected attacks shows here at once.',
        })}
      </EuiText>
    );
  }
  return (
    <EuiPanel hasBorder hasShadow={false} paddingSize="m">
      {error && (
        <>
          <ErrorCallout
            title={i18n.translate('detectionWorkbench.tuning.notSaved', { defaultMessage: 'The tuning is not saved' })}
            error={error}
          />
          <EuiSpacer size="m" />
        </>
      )}
      {error?.code === 'rule_edited' && (
        <>
          <EuiSwitch
            label={i18n.translate('detectionWorkbench.tuning.overwriteEdits', {
              defaultMessage: 'Take back what was edited elsewhere',
            })}
            checked={overwriteEdits}
            onChange={(event) => setOverwriteEdits(event.target.checked)}
          />
          <EuiSpacer size="m" />
        </>
      )}
      {blinding &&
        (mayOverride ? (
          <OverrideFields value={override} onChange={setOverride} showError={tried} />
        ) : (
          <EuiCallOut
            size="s"
            color="danger"
            title={i18n.translate('detectionWorkbench.tuning.needsOverride', {
              defaultMessage: 'Hiding an expected attack needs the privilege "{privilege}"',
              values: { privilege: tierName('manage') },
            })}
          />
        ))}
      {blinding && <EuiSpacer size="m" />}
      <ReasonField value={reason} onChange={setReason} showError={tried} onSubmit={save} />
      <EuiSpacer size="m" />
      <EuiFlexGroup gutterSize="s" responsive={false}>
        <EuiFlexItem grow={false}>
          <EuiButton
            fill
            size="s"
            color={blinding ? 'danger' : 'primary'}
            isLoading={isSaving}
            isDisabled={!isValid || (blinding && !mayOverride)}
            onClick={save}
            data-test-subj={subj.tuning.save}
          >
            {blinding
              ? i18n.translate('detectionWorkbench.tuning.saveAnyway', { defaultMessage: 'Save with override' })
              : i18n.translate('detectionWorkbench.tuning.save', { defaultMessage: 'Save' })}
          </EuiButton>
        </EuiFlexItem>
        <EuiFlexItem grow={false}>
          <EuiButtonEmpty size="s" onClick={onDiscard} data-test-subj={subj.tuning.discard}>
            {i18n.translate('detectionWorkbench.tuning.discard', { defaultMessage: 'Discard' })}
          </EuiButtonEmpty>
        </EuiFlexItem>
      </EuiFlexGroup>
    </EuiPanel>
  );
}
