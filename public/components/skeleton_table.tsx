import React from 'react';
import { EuiSkeletonRectangle, EuiSpacer } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { subj } from '../test_subjects';

/** Rows of the height of a table's rows, so that nothing jumps when the answer comes. */
export function SkeletonTable({ rows = 5 }: { rows?: number }) {
  return (
    <div
      role="status"
      aria-label={i18n.translate('detectionWorkbench.loading', { defaultMessage: 'Loading' })}
      data-test-subj={subj.loading}
    >
      {Array.from({ length: rows }, (_, row) => (
        <React.Fragment key={row}>
          <EuiSkeletonRectangle width="100%" height={32} isLoading />
          <EuiSpacer size="s" />
        </React.Fragment>
      ))}
    </div>
  );
}
