import React from 'react';
import { EuiButton, EuiCallOut } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { subj } from '../../../test_subjects';

/** Says that there is more, and leaves the list alone until asked. */
export function NewerAlerts({ count, onShow }: { count: number; onShow(): void }) {
  return (
    <div aria-live="polite">
      {count > 0 && (
        <EuiCallOut
          size="s"
          iconType="bell"
          title={i18n.translate('detectionWorkbench.triage.newer', {
            defaultMessage: '{count, plural, one {# newer alert waits} other {# newer alerts wait}}',
            values: { count },
          })}
          data-test-subj={subj.triage.newer}
        >
          <EuiButton size="s" iconType="refresh" onClick={onShow}>
            {i18n.translate('detectionWorkbench.triage.showNewer', { defaultMessage: 'Show' })}
          </EuiButton>
        </EuiCallOut>
      )}
    </div>
  );
}
