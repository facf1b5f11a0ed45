/** The question of `core.overlays.openConfirm`. */
import React from 'react';
import { EuiConfirmModal } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { OpenConfirm, Overlays } from '../core/overlays';
import { useObservable } from './use_observable';

export function ConfirmDialog({ overlays }: { overlays: Overlays }) {
  const [question] = useObservable<readonly OpenConfirm[]>(overlays.open$, []);
  if (!question) return null;
  const { message, options, answer } = question;
  const title =
    options.title ?? i18n.translate('detectionWorkbench.shell.confirm.title', { defaultMessage: 'Are you sure?' });
  return (
    <EuiConfirmModal
      title={title}
      titleProps={{ id: 'shellConfirmTitle' }}
      aria-labelledby="shellConfirmTitle"
      buttonColor={options.buttonColor}
      cancelButtonText={
        options.cancelButtonText ??
        i18n.translate('detectionWorkbench.shell.confirm.cancel', { defaultMessage: 'Cancel' })
      }
      confirmButtonText={
        options.confirmButtonText ??
        i18n.translate('detectionWorkbench.shell.confirm.confirm', { defaultMessage: 'Confirm' })
      }
      data-test-subj={options['data-test-subj'] ?? 'confirmDialog'}
      onCancel={() => answer(false)}
      onConfirm={() => answer(true)}
    >
      {message}
    </EuiConfirmModal>
  );
}
