import React, { useState } from 'react';
import {
  EuiCallOut,
  EuiCheckbox,
  EuiFlyout,
  EuiFlyoutBody,
  EuiFlyoutHeader,
  EuiSpacer,
  EuiText,
  EuiTitle,
  useGeneratedHtmlId,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { AlertRow } from '../../../../common/api/alerts';
import { subj } from '../../../test_subjects';
import { targetOfRows } from '../bulk/selection';
import { useAlertActions } from '../bulk/use_alert_actions';
import { alertCount } from '../state/words';
import { CandidateEditor } from './candidate_editor';
import { CandidateList, type Proposal } from './candidate_list';

/** Alerts that one request may ask about. */
const MAX_ALERTS = 100;

interface CommonCauseFlyoutProps {
  rows: readonly AlertRow[];
  onClose(): void;
}

/** What several alerts share, as entries that would have kept all of them away. */
export function CommonCauseFlyout({ rows, onClose }: CommonCauseFlyoutProps) {
  const titleId = useGeneratedHtmlId({ prefix: 'dwCommonCause' });
  const closeId = useGeneratedHtmlId({ prefix: 'dwCommonCauseClose' });
  const actions = useAlertActions();
  const [proposal, setProposal] = useState<Proposal>();
  const [closes, setCloses] = useState(true);
  const considered = rows.slice(0, MAX_ALERTS);
  const unclosed = rows.filter(({ status }) => status !== 'closed');

  const saved = () => {
    if (closes && unclosed.length > 0) {
      actions.setStatus(targetOfRows(unclosed), 'closed', { reason: 'false_positive' });
    }
    onClose();
  };
  return (
    <EuiFlyout
      // Escape in the editor closes the editor only.
      onClose={() => !proposal && onClose()}
      size="m"
      aria-labelledby={titleId}
      data-test-subj={subj.candidates.flyout}
    >
      <EuiFlyoutHeader hasBorder>
        <EuiTitle size="m">
          <h2 id={titleId}>
            {i18n.translate('detectionWorkbench.commonCause.title', {
              defaultMessage: 'Common cause of {alerts}',
              values: { alerts: alertCount(rows.length) },
            })}
          </h2>
        </EuiTitle>
      </EuiFlyoutHeader>
      <EuiFlyoutBody>
        <EuiText size="s">
          <p>
            {i18n.translate('detectionWorkbench.commonCause.text', {
              defaultMessage: 'Values that all of these alerts share, from narrow to broad.',
            })}
          </p>
        </EuiText>
        {considered.length < rows.length && (
          <EuiCallOut
            size="s"
            color="warning"
            title={i18n.translate('detectionWorkbench.commonCause.cut', {
              defaultMessage: 'Made from {considered, number} of the {total, number} selected alerts',
              values: { considered: considered.length, total: rows.length },
            })}
          />
        )}
        {unclosed.length > 0 && (
          <>
            <EuiSpacer size="s" />
            <EuiCheckbox
              id={closeId}
              checked={closes}
              onChange={({ target }) => setCloses(target.checked)}
              label={i18n.translate('detectionWorkbench.commonCause.close', {
                defaultMessage: 'Close {alerts} as false positive once the entry is saved',
                values: { alerts: alertCount(unclosed.length) },
              })}
            />
          </>
        )}
        <EuiSpacer size="m" />
        <CandidateList alertIds={considered.map(({ id }) => id)} onUse={setProposal} />
      </EuiFlyoutBody>
      {proposal && (
        <CandidateEditor
          proposal={proposal}
          alerts={considered}
          onClose={() => setProposal(undefined)}
          onSaved={saved}
        />
      )}
    </EuiFlyout>
  );
}
