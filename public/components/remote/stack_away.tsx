import React from 'react';
import { EuiCallOut, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { subj } from '../../test_subjects';
import { RelativeTime } from '../formatted_time';
import { useRemote } from './use_remote';

/** While the stack is away: since when, why, and what to do. */
export function StackAway() {
  const connection = useRemote()?.connection;
  if (connection === undefined || connection.status === 'connected') return null;
  const isLost = connection.status === 'lost';
  return (
    <EuiCallOut
      color="danger"
      iconType="error"
      size="s"
      role="status"
      title={
        isLost
          ? i18n.translate('detectionWorkbench.remote.lost', { defaultMessage: 'The stack cannot be reached' })
          : i18n.translate('detectionWorkbench.remote.refused', {
              defaultMessage: 'The stack does not accept the API key any more',
            })
      }
      data-test-subj={subj.remote.away}
    >
      <EuiText size="s">
        <p>
          {connection.reason} <RelativeTime at={connection.since} />
        </p>
        {isLost && (
          <p>
            {i18n.translate('detectionWorkbench.remote.waits', {
              defaultMessage:
                'It is asked again every few seconds, and the page goes on by itself. What is shown may be out of date, and nothing can be saved until then.',
            })}
          </p>
        )}
      </EuiText>
    </EuiCallOut>
  );
}
