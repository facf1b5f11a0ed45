import React from 'react';
import { EuiBadge, EuiToolTip } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { z } from 'zod';
import type { readinessChip } from '../../common/api/techniques';
import { icons } from './icons';

export type ReadinessChipData = z.infer<typeof readinessChip>;

const LOOK: Record<ReadinessChipData['status'], { color: string; icon: string }> = {
  ready: { color: 'success', icon: 'check' },
  partly: { color: 'warning', icon: 'sortDown' },
  blind: { color: 'danger', icon: icons.hidden },
  unknown: { color: 'hollow', icon: icons.question },
};

export function readinessName(status: ReadinessChipData['status']): string {
  switch (status) {
    case 'ready':
      return i18n.translate('detectionWorkbench.readiness.ready', { defaultMessage: 'Ready' });
    case 'partly':
      return i18n.translate('detectionWorkbench.readiness.partly', { defaultMessage: 'Limited' });
    case 'blind':
      return i18n.translate('detectionWorkbench.readiness.blind', { defaultMessage: 'Blind' });
    case 'unknown':
      return i18n.translate('detectionWorkbench.readiness.unknown', { defaultMessage: 'Not known' });
  }
}

/** What is not installed or switched off sees nothing by choice: no alarm. */
const BY_CHOICE: ReadonlySet<string> = new Set(['not_installed', 'disabled']);

/** A data source with what it can see here; the reason and its code on hover and focus. */
export function ReadinessChip({ chip }: { chip: ReadinessChipData }) {
  const { color, icon } = BY_CHOICE.has(chip.code) ? { color: 'hollow', icon: 'minus' } : LOOK[chip.status];
  return (
    <EuiToolTip title={readinessName(chip.status)} content={`${chip.message} (${chip.code})`}>
      <EuiBadge color={color} iconType={icon} tabIndex={0} aria-label={`${chip.label}: ${readinessName(chip.status)}`}>
        {chip.label}
      </EuiBadge>
    </EuiToolTip>
  );
}
