import React, { useState } from 'react';
import { EuiButtonIcon, EuiContextMenuItem, EuiContextMenuPanel, EuiPopover } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { EntryRow } from '../../../../common/api/allowlist';
import { useTier } from '../../../kibana';
import { subj } from '../../../test_subjects';

export type EntryAction = 'edit' | 'disable' | 'enable' | 'renew' | 'delete' | 'history';

function actionName(action: EntryAction): string {
  switch (action) {
    case 'edit':
      return i18n.translate('detectionWorkbench.entry.action.edit', { defaultMessage: 'Edit' });
    case 'disable':
      return i18n.translate('detectionWorkbench.entry.action.disable', { defaultMessage: 'Switch off' });
    case 'enable':
      return i18n.translate('detectionWorkbench.entry.action.enable', { defaultMessage: 'Switch on' });
    case 'renew':
      return i18n.translate('detectionWorkbench.entry.action.renew', { defaultMessage: 'Renew' });
    case 'delete':
      return i18n.translate('detectionWorkbench.entry.action.delete', { defaultMessage: 'Delete' });
    case 'history':
      return i18n.translate('detectionWorkbench.entry.action.history', { defaultMessage: 'History and undo' });
  }
}

/** What fits the state of the entry; nothing is offered that cannot be done. */
export function actionsFor({ state, managed }: Pick<EntryRow, 'state' | 'managed'>, mayTune: boolean): EntryAction[] {
  if (!mayTune || !managed) return ['history'];
  const onOff: EntryAction[] = state === 'disabled' ? ['enable'] : state === 'expired' ? [] : ['disable'];
  return ['edit', ...onOff, 'renew', 'history', 'delete'];
}

export function EntryActions({ entry, onAction }: { entry: EntryRow; onAction(action: EntryAction): void }) {
  const { can } = useTier();
  const [open, setOpen] = useState(false);
  return (
    <EuiPopover
      isOpen={open}
      closePopover={() => setOpen(false)}
      panelPaddingSize="none"
      anchorPosition="downRight"
      button={
        <EuiButtonIcon
          iconType="boxesVertical"
          color="text"
          aria-label={i18n.translate('detectionWorkbench.entry.actions', {
            defaultMessage: 'Actions for {name}',
            values: { name: entry.name },
          })}
          onClick={() => setOpen(!open)}
          data-test-subj={subj.allowlist.rowActions(entry.id)}
        />
      }
    >
      <EuiContextMenuPanel
        items={actionsFor(entry, can('tune')).map((action) => (
          <EuiContextMenuItem
            key={action}
            onClick={() => {
              setOpen(false);
              onAction(action);
            }}
            data-test-subj={subj.allowlist.action(action)}
          >
            {actionName(action)}
          </EuiContextMenuItem>
        ))}
      />
    </EuiPopover>
  );
}
