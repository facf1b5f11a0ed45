import React, { useState } from 'react';
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
import { acceptRecordedException, type RecordedException } from '../../../../common/api/exception_guard';
import { useApiMutation } from '../../../api';
import { ErrorCallout } from '../../../components';
import { completeOverride, newOverride, OverrideFields } from '../../../components/override_fields';
import { subj } from '../../../test_subjects';

/** Who accepts a harmful exception says why and until when. */
export function AcceptModal({ record, onClose }: { record: RecordedException; onClose(): void }) {
  const titleId = useGeneratedHtmlId({ prefix: 'dwAccept' });
  const [override, setOverride] = useState(newOverride);
  const [tried, setTried] = useState(false);
  const accept = useApiMutation(acceptRecordedException, {
    invalidates: ['exceptionGuard', 'techniques', 'activity'],
    onSuccess: onClose,
  });
  const submit = () => {
    setTried(true);
    const complete = completeOverride(override);
    if (!complete) return;
    accept.mutate({ params: { recordId: record.id }, body: { version: record.version, override: complete } });
  };
  return (
    <EuiModal onClose={onClose} aria-labelledby={titleId} style={{ width: 560 }}>
      <EuiModalHeader>
        <EuiModalHeaderTitle id={titleId}>
          {i18n.translate('detectionWorkbench.recorded.acceptTitle', {
            defaultMessage: 'Accept "{name}"',
            values: { name: record.itemName },
          })}
        </EuiModalHeaderTitle>
      </EuiModalHeader>
      <EuiModalBody>
        {accept.error && (
          <>
            <ErrorCallout
              title={i18n.translate('detectionWorkbench.recorded.notAccepted', { defaultMessage: 'Not accepted' })}
              error={accept.error}
            />
            <EuiSpacer size="m" />
          </>
        )}
        <OverrideFields
          value={override}
          onChange={setOverride}
          showError={tried}
          title={record.evidence[0] ?? record.itemName}
        />
      </EuiModalBody>
      <EuiModalFooter>
        <EuiButtonEmpty onClick={onClose}>
          {i18n.translate('detectionWorkbench.recorded.cancel', { defaultMessage: 'Cancel' })}
        </EuiButtonEmpty>
        <EuiButton
          fill
          color="danger"
          isLoading={accept.isLoading}
          onClick={submit}
          data-test-subj={subj.exceptions.acceptConfirm}
        >
          {i18n.translate('detectionWorkbench.recorded.confirm', { defaultMessage: 'Accept until then' })}
        </EuiButton>
      </EuiModalFooter>
    </EuiModal>
  );
}
