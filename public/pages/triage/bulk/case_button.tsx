import React, { useState } from 'react';
import {
  EuiButton,
  EuiButtonEmpty,
  EuiFieldText,
  EuiFormRow,
  EuiModal,
  EuiModalBody,
  EuiModalFooter,
  EuiModalHeader,
  EuiModalHeaderTitle,
  EuiSpacer,
  useGeneratedHtmlId,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { addToCase, type AlertRow } from '../../../../common/api/alerts';
import { MAX_ID } from '../../../../common/api/fields';
import { useApiMutation } from '../../../api';
import { ErrorCallout } from '../../../components';
import { useToasts } from '../../../kibana';
import { subj } from '../../../test_subjects';
import { alertCount } from '../state/words';

/** Kibana's own limit for the title of a case. */
const MAX_TITLE = 160;
/** Alerts that one request may attach. */
const MAX_ALERTS = 1_000;

function CaseDialog({ rows, onClose }: { rows: readonly AlertRow[]; onClose(): void }) {
  const titleId = useGeneratedHtmlId({ prefix: 'dwCase' });
  const toasts = useToasts();
  const [title, setTitle] = useState(
    (rows[0] ? [rows[0].ruleName, rows[0].host].filter(Boolean).join(', ') : '').slice(0, MAX_TITLE),
  );
  const [caseId, setCaseId] = useState('');
  const attach = useApiMutation(addToCase, {
    onSuccess: () => {
      toasts.addSuccess({
        title: i18n.translate('detectionWorkbench.case.added', {
          defaultMessage: '{alerts} added to the case',
          values: { alerts: alertCount(rows.length) },
        }),
      });
      onClose();
    },
  });
  const existing = caseId.trim();
  const ready = existing !== '' || title.trim() !== '';
  const submit = () =>
    attach.mutate({
      body: {
        alertIds: rows.map(({ id }) => id),
        ...(existing ? { caseId: existing } : { title: title.trim(), description: rows[0]?.reason ?? title.trim() }),
      },
    });
  return (
    <EuiModal onClose={onClose} aria-labelledby={titleId} style={{ width: 480 }}>
      <EuiModalHeader>
        <EuiModalHeaderTitle id={titleId}>
          {i18n.translate('detectionWorkbench.case.title', {
            defaultMessage: 'Add {alerts} to a case',
            values: { alerts: alertCount(rows.length) },
          })}
        </EuiModalHeaderTitle>
      </EuiModalHeader>
      <EuiModalBody>
        {attach.error && (
          <>
            <ErrorCallout
              title={i18n.translate('detectionWorkbench.case.failed', { defaultMessage: 'Not added' })}
              error={attach.error}
            />
            <EuiSpacer size="m" />
          </>
        )}
        <EuiFormRow
          fullWidth
          label={i18n.translate('detectionWorkbench.case.newTitle', { defaultMessage: 'Title of a new case' })}
        >
          <EuiFieldText
            fullWidth
            value={title}
            maxLength={MAX_TITLE}
            disabled={existing !== ''}
            onChange={({ target }) => setTitle(target.value)}
            data-test-subj={subj.alert.caseTitle}
          />
        </EuiFormRow>
        <EuiFormRow
          fullWidth
          label={i18n.translate('detectionWorkbench.case.existing', {
            defaultMessage: 'Or the id of an existing case',
          })}
          helpText={i18n.translate('detectionWorkbench.case.existingHelp', {
            defaultMessage: 'The last part of the address of the case.',
          })}
        >
          <EuiFieldText
            fullWidth
            value={caseId}
            maxLength={MAX_ID}
            onChange={({ target }) => setCaseId(target.value)}
            data-test-subj={subj.alert.caseId}
          />
        </EuiFormRow>
      </EuiModalBody>
      <EuiModalFooter>
        <EuiButtonEmpty onClick={onClose}>
          {i18n.translate('detectionWorkbench.case.cancel', { defaultMessage: 'Cancel' })}
        </EuiButtonEmpty>
        <EuiButton
          fill
          isLoading={attach.isLoading}
          isDisabled={!ready}
          onClick={submit}
          data-test-subj={subj.alert.caseAdd}
        >
          {i18n.translate('detectionWorkbench.case.add', { defaultMessage: 'Add to case' })}
        </EuiButton>
      </EuiModalFooter>
    </EuiModal>
  );
}

/** Shown only where the stack has cases. */
export function CaseButton({ rows }: { rows: readonly AlertRow[] }) {
  const [isOpen, setOpen] = useState(false);
  if (rows.length > MAX_ALERTS) return null;
  return (
    <>
      <EuiButtonEmpty
        size="xs"
        iconType="casesApp"
        onClick={() => setOpen(true)}
        data-test-subj={subj.bulk.action('case')}
      >
        {i18n.translate('detectionWorkbench.case.button', { defaultMessage: 'Add to case' })}
      </EuiButtonEmpty>
      {isOpen && <CaseDialog rows={rows} onClose={() => setOpen(false)} />}
    </>
  );
}
