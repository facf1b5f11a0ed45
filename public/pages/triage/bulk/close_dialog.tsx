import React, { useState } from 'react';
import {
  EuiButtonEmpty,
  EuiFieldText,
  EuiFormRow,
  EuiModal,
  EuiModalBody,
  EuiModalFooter,
  EuiModalHeader,
  EuiModalHeaderTitle,
  EuiPanel,
  EuiSpacer,
  EuiText,
  EuiTextColor,
  useGeneratedHtmlId,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { MAX_LINE } from '../../../../common/api/fields';
import { subj } from '../../../test_subjects';
import { alertCount, CLOSE_REASONS, closeReasonMeaning, closeReasonName } from '../state/words';
import type { CloseDetails } from './use_alert_actions';

export interface CloseDialogProps {
  count: number;
  /** Which alerts: the selection, or the filter in words. */
  what: string;
  isBusy: boolean;
  onCancel(): void;
  onClose(details: CloseDetails): void;
}

/** The reason is the confirmation: choosing it closes exactly the alerts in the title. */
export function CloseDialog({ count, what, isBusy, onCancel, onClose }: CloseDialogProps) {
  const titleId = useGeneratedHtmlId({ prefix: 'dwClose' });
  const [comment, setComment] = useState('');
  return (
    <EuiModal
      onClose={onCancel}
      aria-labelledby={titleId}
      style={{ width: 520 }}
      data-test-subj={subj.bulk.closeDialog}
    >
      <EuiModalHeader>
        <EuiModalHeaderTitle id={titleId}>
          {i18n.translate('detectionWorkbench.close.title', {
            defaultMessage: 'Close {alerts}',
            values: { alerts: alertCount(count) },
          })}
        </EuiModalHeaderTitle>
      </EuiModalHeader>
      <EuiModalBody>
        <EuiText size="s">
          <p>
            {what}{' '}
            {i18n.translate('detectionWorkbench.close.text', {
              defaultMessage: 'Choosing a reason closes {count, plural, one {it} other {them}}.',
              values: { count },
            })}
          </p>
        </EuiText>
        <EuiSpacer size="m" />
        {CLOSE_REASONS.map((reason) => (
          <React.Fragment key={reason}>
            <EuiPanel
              hasBorder
              hasShadow={false}
              paddingSize="s"
              onClick={() => !isBusy && onClose({ reason, ...(comment.trim() ? { comment: comment.trim() } : {}) })}
              data-test-subj={subj.bulk.closeReason(reason)}
            >
              <strong>{closeReasonName(reason)}</strong>{' '}
              <EuiTextColor color="subdued">{closeReasonMeaning(reason)}</EuiTextColor>
            </EuiPanel>
            <EuiSpacer size="s" />
          </React.Fragment>
        ))}
        <EuiFormRow
          fullWidth
          label={i18n.translate('detectionWorkbench.close.comment', {
            defaultMessage: 'Comment for the activity log (optional)',
          })}
        >
          <EuiFieldText
            fullWidth
            compressed
            maxLength={MAX_LINE}
            value={comment}
            onChange={({ target }) => setComment(target.value)}
            data-test-subj={subj.bulk.closeComment}
          />
        </EuiFormRow>
      </EuiModalBody>
      <EuiModalFooter>
        <EuiButtonEmpty onClick={onCancel}>
          {i18n.translate('detectionWorkbench.close.cancel', { defaultMessage: 'Cancel' })}
        </EuiButtonEmpty>
      </EuiModalFooter>
    </EuiModal>
  );
}
