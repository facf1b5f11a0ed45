import React, { useState } from 'react';
import {
  EuiButtonEmpty,
  EuiConfirmModal,
  EuiFlexGroup,
  EuiFlexItem,
  EuiPanel,
  EuiText,
  useGeneratedHtmlId,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { MAX_SELECTION } from '../../../../common/api/fields';
import { subj } from '../../../test_subjects';
import type { AlertStatusName } from '../state/triage_state';
import { alertCount } from '../state/words';
import { useEnvironment, type Person } from '../use_people';
import { CaseButton } from './case_button';
import { CloseDialog } from './close_dialog';
import { LabelsPopover } from './labels_popover';
import { afterStatus, sizeOf, targetOf, targetOfStatus, type Selection, type Target } from './selection';
import type { SelectionState } from './use_selection';
import { useAlertActions, type CloseDetails } from './use_alert_actions';

interface BulkBarProps {
  selection: SelectionState;
  /** Selected, but not on the page that is shown. */
  elsewhere: number;
  people: readonly Person[] | undefined;
  nameOf(uid: string): string;
  /** Tags to choose from. */
  tags: readonly string[];
  onCommonCause(): void;
}

const unique = (values: readonly string[]): string[] => [...new Set(values)].sort();
const rowsOf = (selection: Selection) => (selection.kind === 'rows' ? [...selection.rows.values()] : []);

function whatText(selection: Selection): string {
  return selection.kind === 'rows'
    ? i18n.translate('detectionWorkbench.bulk.whatSelection', {
        defaultMessage: 'Exactly the selected alerts. They stay selected, so that going back is one step.',
      })
    : i18n.translate('detectionWorkbench.bulk.whatMatches', {
        defaultMessage: 'All alerts that match the filters, up to the time of the selection.',
      });
}

function statusVerb(status: AlertStatusName, target: Target): string {
  const values = { alerts: alertCount(target.count) };
  return status === 'acknowledged'
    ? i18n.translate('detectionWorkbench.bulk.acknowledge', { defaultMessage: 'Acknowledge {alerts}', values })
    : i18n.translate('detectionWorkbench.bulk.reopen', { defaultMessage: 'Reopen {alerts}', values });
}

function ConfirmStatus(props: { title: string; what: string; isBusy: boolean; onCancel(): void; onConfirm(): void }) {
  const { title, what, isBusy, onCancel, onConfirm } = props;
  const titleId = useGeneratedHtmlId({ prefix: 'dwBulkConfirm' });
  return (
    <EuiConfirmModal
      aria-labelledby={titleId}
      titleProps={{ id: titleId }}
      title={title}
      onCancel={onCancel}
      onConfirm={onConfirm}
      isLoading={isBusy}
      cancelButtonText={i18n.translate('detectionWorkbench.bulk.cancel', { defaultMessage: 'Cancel' })}
      confirmButtonText={title}
      defaultFocusedButton="confirm"
      data-test-subj={subj.bulk.confirm}
    >
      {what}
    </EuiConfirmModal>
  );
}

/** What can be done with the selection. It stays selected, so that one action may follow another. */
export function BulkBar({ selection, elsewhere, people, nameOf, tags, onCommonCause }: BulkBarProps) {
  const { value } = selection;
  const actions = useAlertActions();
  const environment = useEnvironment();
  const [asked, setAsked] = useState<AlertStatusName>();
  const count = sizeOf(value);
  const rows = rowsOf(value);
  const all = targetOf(value);
  const targets = {
    acknowledged: targetOfStatus(value, 'acknowledged'),
    closed: targetOfStatus(value, 'closed'),
    open: targetOfStatus(value, 'open'),
  };
  const target = asked && targets[asked];
  const setStatus = (status: AlertStatusName, details?: CloseDetails) => {
    if (!target) return;
    actions.setStatus(target, status, details, () => {
      selection.set(afterStatus(value, status));
      setAsked(undefined);
    });
  };
  const button = (id: string, label: string, icon: string, onClick: () => void) => (
    <EuiFlexItem grow={false}>
      <EuiButtonEmpty size="xs" iconType={icon} onClick={onClick} data-test-subj={subj.bulk.action(id)}>
        {label}
      </EuiButtonEmpty>
    </EuiFlexItem>
  );

  return (
    <EuiPanel color="primary" hasShadow={false} paddingSize="s" data-test-subj={subj.bulk.bar}>
      <EuiFlexGroup gutterSize="s" alignItems="center" wrap responsive={false}>
        <EuiFlexItem grow={false}>
          <EuiText size="s" aria-live="polite" data-test-subj={subj.bulk.count}>
            <strong>
              {i18n.translate('detectionWorkbench.bulk.selected', {
                defaultMessage: '{alerts} selected',
                values: { alerts: alertCount(count) },
              })}
            </strong>{' '}
            {elsewhere > 0 &&
              i18n.translate('detectionWorkbench.bulk.elsewhere', {
                defaultMessage: '({count, number} not on this page)',
                values: { count: elsewhere },
              })}
          </EuiText>
        </EuiFlexItem>
        {targets.acknowledged &&
          button(
            'acknowledge',
            i18n.translate('detectionWorkbench.bulk.acknowledgeShort', { defaultMessage: 'Acknowledge' }),
            'check',
            () => setAsked('acknowledged'),
          )}
        {targets.closed &&
          button(
            'close',
            i18n.translate('detectionWorkbench.bulk.closeShort', { defaultMessage: 'Close' }),
            'folderCheck',
            () => setAsked('closed'),
          )}
        {targets.open &&
          button(
            'reopen',
            i18n.translate('detectionWorkbench.bulk.reopenShort', { defaultMessage: 'Reopen' }),
            'folderOpen',
            () => setAsked('open'),
          )}
        <EuiFlexItem grow={false}>
          <LabelsPopover
            id="tag"
            name={i18n.translate('detectionWorkbench.bulk.tags', { defaultMessage: 'Tags' })}
            iconType="tag"
            count={count}
            options={tags.map((tag) => ({ value: tag, label: tag }))}
            present={unique(rows.flatMap((row) => row.tags)).map((tag) => ({ value: tag, label: tag }))}
            allowsNew
            isBusy={actions.isBusy}
            onApply={(add, remove) => actions.changeTags(all, add, remove)}
          />
        </EuiFlexItem>
        {people && (
          <EuiFlexItem grow={false}>
            <LabelsPopover
              id="assign"
              name={i18n.translate('detectionWorkbench.bulk.assign', { defaultMessage: 'Assignees' })}
              iconType="user"
              count={count}
              options={people.map(({ uid, name }) => ({ value: uid, label: name }))}
              present={unique(rows.flatMap((row) => row.assignees)).map((uid) => ({ value: uid, label: nameOf(uid) }))}
              allowsNew={false}
              isBusy={actions.isBusy}
              onApply={(add, remove) => actions.changeAssignees(all, add, remove)}
            />
          </EuiFlexItem>
        )}
        {value.kind === 'rows' &&
          button(
            'common-cause',
            i18n.translate('detectionWorkbench.bulk.commonCause', { defaultMessage: 'Common cause' }),
            'inspect',
            onCommonCause,
          )}
        {value.kind === 'rows' && environment?.features.cases && (
          <EuiFlexItem grow={false}>
            <CaseButton rows={rows} />
          </EuiFlexItem>
        )}
        <EuiFlexItem grow={false}>
          <EuiButtonEmpty
            size="xs"
            color="text"
            iconType="cross"
            onClick={selection.clear}
            data-test-subj={subj.triage.clearSelection}
          >
            {i18n.translate('detectionWorkbench.bulk.clear', { defaultMessage: 'Clear selection' })}
          </EuiButtonEmpty>
        </EuiFlexItem>
        {value.kind === 'matches' && (
          <EuiFlexItem grow={false}>
            <EuiText size="xs">
              {i18n.translate('detectionWorkbench.bulk.tooMany', {
                defaultMessage: 'More than {max, number} cannot stay selected after their status has changed.',
                values: { max: MAX_SELECTION },
              })}
            </EuiText>
          </EuiFlexItem>
        )}
      </EuiFlexGroup>
      {asked === 'closed' && target && (
        <CloseDialog
          count={target.count}
          what={whatText(value)}
          isBusy={actions.isBusy}
          onCancel={() => setAsked(undefined)}
          onClose={(details) => setStatus('closed', details)}
        />
      )}
      {asked && asked !== 'closed' && target && (
        <ConfirmStatus
          title={statusVerb(asked, target)}
          what={whatText(value)}
          isBusy={actions.isBusy}
          onCancel={() => setAsked(undefined)}
          onConfirm={() => setStatus(asked)}
        />
      )}
    </EuiPanel>
  );
}
