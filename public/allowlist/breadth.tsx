import React from 'react';
import { EuiBadge, EuiToolTip } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { Breadth, BreadthGrade } from '../../common/allowlist';

const COLOR: Record<BreadthGrade, string> = {
  narrow: 'success',
  moderate: 'hollow',
  broad: 'warning',
  very_broad: 'danger',
};

export function breadthName(grade: BreadthGrade): string {
  switch (grade) {
    case 'narrow':
      return i18n.translate('detectionWorkbench.breadth.narrow', { defaultMessage: 'Narrow' });
    case 'moderate':
      return i18n.translate('detectionWorkbench.breadth.moderate', { defaultMessage: 'Moderate' });
    case 'broad':
      return i18n.translate('detectionWorkbench.breadth.broad', { defaultMessage: 'Broad' });
    case 'very_broad':
      return i18n.translate('detectionWorkbench.breadth.veryBroad', { defaultMessage: 'Very broad' });
  }
}

/** How much an entry leaves open, with the reason on hover and focus. */
export function BreadthBadge({ breadth }: { breadth: Breadth }) {
  return (
    <EuiToolTip content={breadth.words}>
      <EuiBadge color={COLOR[breadth.grade]} tabIndex={0}>
        {breadthName(breadth.grade)}
      </EuiBadge>
    </EuiToolTip>
  );
}
