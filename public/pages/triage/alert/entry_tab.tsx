import React from 'react';
import { EuiButtonEmpty, EuiCallOut, EuiSpacer, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { subj } from '../../../test_subjects';
import { CandidateList, type Proposal } from '../entries/candidate_list';

interface EntryTabProps {
  alertId: string;
  /** The alert is closed as false positive once an entry is saved. */
  closesAfter: boolean;
  /** Closes it without an entry. */
  onJustClose(): void;
  onUse(proposal: Proposal): void;
}

/** From an alert to an entry that keeps its like away: the consequences first. */
export function EntryTab({ alertId, closesAfter, onJustClose, onUse }: EntryTabProps) {
  return (
    <>
      {closesAfter ? (
        <EuiCallOut
          size="s"
          title={i18n.translate('detectionWorkbench.alert.closeWithEntry', {
            defaultMessage: 'Choose what to allow. The alert is closed as false positive once the entry is saved.',
          })}
        >
          <EuiButtonEmpty size="s" flush="left" onClick={onJustClose} data-test-subj={subj.alert.action('just-close')}>
            {i18n.translate('detectionWorkbench.alert.justClose', {
              defaultMessage: 'Close without an entry: the next one will alert again',
            })}
          </EuiButtonEmpty>
        </EuiCallOut>
      ) : (
        <EuiText size="s">
          <p>
            {i18n.translate('detectionWorkbench.alert.candidates', {
              defaultMessage:
                'Entries that would have kept this alert away, from narrow to broad, each replayed against the attacks that must still be caught.',
            })}
          </p>
        </EuiText>
      )}
      <EuiSpacer size="m" />
      <CandidateList alertIds={[alertId]} onUse={onUse} />
    </>
  );
}
