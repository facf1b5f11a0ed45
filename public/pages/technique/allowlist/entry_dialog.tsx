import React, { useState } from 'react';
import { EuiSpacer } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import moment from 'moment';
import { deleteEntry, disableEntry, enableEntry, renewEntry, type EntryRow } from '../../../../common/api/allowlist';
import { ALLOWLIST_RESOURCES, endOfDay, ExpiryField } from '../../../allowlist';
import { useApiMutation } from '../../../api';
import { ReasonModal } from '../../../components/reason_modal';
import { subj } from '../../../test_subjects';

export type DialogAction = 'disable' | 'enable' | 'renew' | 'delete';

const RENEW_DAYS = 90;

function words(action: DialogAction, name: string): { title: string; confirm: string } {
  switch (action) {
    case 'disable':
      return {
        title: i18n.translate('detectionWorkbench.entry.disableTitle', {
          defaultMessage: 'Switch off "{name}"?',
          values: { name },
        }),
        confirm: i18n.translate('detectionWorkbench.entry.disableConfirm', { defaultMessage: 'Switch off' }),
      };
    case 'enable':
      return {
        title: i18n.translate('detectionWorkbench.entry.enableTitle', {
          defaultMessage: 'Switch on "{name}"?',
          values: { name },
        }),
        confirm: i18n.translate('detectionWorkbench.entry.enableConfirm', { defaultMessage: 'Switch on' }),
      };
    case 'renew':
      return {
        title: i18n.translate('detectionWorkbench.entry.renewTitle', {
          defaultMessage: 'Renew "{name}"',
          values: { name },
        }),
        confirm: i18n.translate('detectionWorkbench.entry.renewConfirm', { defaultMessage: 'Renew' }),
      };
    case 'delete':
      return {
        title: i18n.translate('detectionWorkbench.entry.deleteTitle', {
          defaultMessage: 'Delete "{name}"?',
          values: { name },
        }),
        confirm: i18n.translate('detectionWorkbench.entry.deleteConfirm', { defaultMessage: 'Delete' }),
      };
  }
}

/** The small changes of an entry: each asks why, and the guard may refuse it. */
export function EntryDialog({ entry, action, onClose }: { entry: EntryRow; action: DialogAction; onClose(): void }) {
  const [expiresAt, setExpiresAt] = useState<string | undefined>(endOfDay(moment().add(RENEW_DAYS, 'days')));
  const options = { invalidates: ALLOWLIST_RESOURCES, onSuccess: onClose };
  const disable = useApiMutation(disableEntry, options);
  const enable = useApiMutation(enableEntry, options);
  const renew = useApiMutation(renewEntry, options);
  const remove = useApiMutation(deleteEntry, options);
  const all = [disable, enable, renew, remove];
  const { title, confirm } = words(action, entry.name);
  return (
    <ReasonModal
      title={title}
      confirm={confirm}
      danger={action === 'delete'}
      isBusy={all.some(({ isLoading }) => isLoading)}
      error={all.find(({ error }) => error)?.error ?? null}
      onCancel={onClose}
      onConfirm={(answer) => {
        const params = { entryId: entry.id };
        const body = { version: entry.version, reason: answer.reason };
        const guarded = { ...body, ...(answer.override ? { override: answer.override } : {}) };
        if (action === 'disable') disable.mutate({ params, body });
        else if (action === 'enable') enable.mutate({ params, body: guarded });
        else if (action === 'delete') remove.mutate({ params, body });
        else if (expiresAt) renew.mutate({ params, body: { ...guarded, expiresAt } });
      }}
      data-test-subj={subj.allowlist.confirm}
    >
      {action === 'renew' && (
        <>
          <ExpiryField value={expiresAt} onChange={setExpiresAt} />
          <EuiSpacer size="m" />
        </>
      )}
    </ReasonModal>
  );
}
