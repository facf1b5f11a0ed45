import React from 'react';
import { EuiBadge } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { TechniqueSummary } from '../../common/api/techniques';

type InstallState = TechniqueSummary['installState'];

export function installStateName(state: InstallState): string {
  switch (state) {
    case 'not_installed':
      return i18n.translate('detectionWorkbench.installState.none', { defaultMessage: 'Not installed' });
    case 'partial':
      return i18n.translate('detectionWorkbench.installState.partial', { defaultMessage: 'Partly installed' });
    case 'installed':
      return i18n.translate('detectionWorkbench.installState.installed', { defaultMessage: 'Installed' });
    case 'update_available':
      return i18n.translate('detectionWorkbench.installState.update', { defaultMessage: 'Update available' });
  }
}

const COLOR: Record<InstallState, string> = {
  not_installed: 'hollow',
  partial: 'warning',
  installed: 'success',
  update_available: 'primary',
};

export const InstallStateBadge = ({ state }: { state: InstallState }) => (
  <EuiBadge color={COLOR[state]}>{installStateName(state)}</EuiBadge>
);

/** ATT&CK retired the technique; its alerts carry the live ids. */
export function DeprecatedBadge({ liveIds }: { liveIds: readonly string[] }) {
  return (
    <EuiBadge color="hollow" iconType="clock">
      {i18n.translate('detectionWorkbench.deprecated', {
        defaultMessage: 'Deprecated, now {ids}',
        values: { ids: liveIds.join(', ') },
      })}
    </EuiBadge>
  );
}
