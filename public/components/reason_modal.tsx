import React, { useEffect, useRef, useState, type ReactNode } from 'react';
import {
  EuiButton,
  EuiButtonEmpty,
  EuiModal,
  EuiModalBody,
  EuiModalFooter,
  EuiModalHeader,
  EuiModalHeaderTitle,
  EuiSpacer,
  useGeneratedHtmlId,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { Override } from '../../common/api/fields';
import type { ApiError } from '../api';
import { useTier } from '../kibana';
import { subj } from '../test_subjects';
import { ErrorCallout } from './error_callout';
import { completeOverride, newOverride, OverrideFields } from './override_fields';
import { isReason, ReasonField } from './reason_field';

export interface ReasonModalProps {
  title: string;
  /** The word on the button. */
  confirm: string;
  danger?: boolean;
  /** Enough for a plain step back; can be changed. */
  initialReason?: string;
  isBusy: boolean;
  /** A refusal with code `blinding` opens the override. */
  error: ApiError | null;
  children?: ReactNode;
  onCancel(): void;
  onConfirm(answer: { reason: string; override?: Override }): void;
  'data-test-subj'?: string;
}

/** Asks why before something is written; when the guard refuses, asks who accepts the gap and until when. */
export function ReasonModal(props: ReasonModalProps) {
  const { title, confirm, danger = false, initialReason = '', isBusy, error, children, onCancel, onConfirm } = props;
  const titleId = useGeneratedHtmlId({ prefix: 'dwReasonModal' });
  const input = useRef<HTMLInputElement>(null);
  const { can } = useTier();
  const [reason, setReason] = useState(initialReason);
  const [override, setOverride] = useState(newOverride);
  const [tried, setTried] = useState(false);
  const blinded = error?.code === 'blinding' && can('manage');
  useEffect(() => input.current?.focus(), []);

  const submit = () => {
    setTried(true);
    const accepted = blinded ? completeOverride(override) : undefined;
    if (!isReason(reason) || (blinded && !accepted)) return;
    onConfirm({ reason: reason.trim(), ...(accepted ? { override: accepted } : {}) });
  };
  return (
    <EuiModal onClose={onCancel} aria-labelledby={titleId} style={{ width: 560 }}>
      <EuiModalHeader>
        <EuiModalHeaderTitle id={titleId}>{title}</EuiModalHeaderTitle>
      </EuiModalHeader>
      <EuiModalBody>
        {children}
        {error && (
          <>
            <ErrorCallout
              title={i18n.translate('detectionWorkbench.reasonModal.refused', { defaultMessage: 'Not done' })}
              error={error}
            />
            <EuiSpacer size="m" />
          </>
        )}
        {blinded && (
          <>
            <OverrideFields value={override} onChange={setOverride} showError={tried} />
            <EuiSpacer size="m" />
          </>
        )}
        <ReasonField value={reason} onChange={setReason} showError={tried} inputRef={input} onSubmit={submit} />
      </EuiModalBody>
      <EuiModalFooter>
        <EuiButtonEmpty onClick={onCancel}>
          {i18n.translate('detectionWorkbench.reasonModal.cancel', { defaultMessage: 'Cancel' })}
        </EuiButtonEmpty>
        <EuiButton
          fill
          color={danger || blinded ? 'danger' : 'primary'}
          isLoading={isBusy}
          onClick={submit}
          data-test-subj={props['data-test-subj'] ?? subj.allowlist.confirm}
        >
          {confirm}
        </EuiButton>
      </EuiModalFooter>
    </EuiModal>
  );
}
