import React from 'react';
import { EuiButton, EuiCallOut, EuiFlexGroup, EuiFlexItem, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { ApiError } from '../api';
import { subj } from '../test_subjects';

/** What went wrong, in the server's words, with the reason code to quote and a way on. */
export function ErrorCallout({ title, error, onRetry }: { title: string; error: ApiError; onRetry?: () => void }) {
  return (
    <EuiCallOut color="danger" iconType="error" title={title} data-test-subj={subj.errorCallout} role="alert">
      <EuiText size="s">
        <p>
          {error.message} <code>{error.code}</code>
        </p>
      </EuiText>
      {onRetry && (
        <EuiFlexGroup gutterSize="s" responsive={false} style={{ marginTop: 8 }}>
          <EuiFlexItem grow={false}>
            <EuiButton size="s" color="danger" iconType="refresh" onClick={onRetry} data-test-subj={subj.retry}>
              {i18n.translate('detectionWorkbench.error.retry', { defaultMessage: 'Try again' })}
            </EuiButton>
          </EuiFlexItem>
        </EuiFlexGroup>
      )}
    </EuiCallOut>
  );
}
