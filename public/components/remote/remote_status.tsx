/** On every page of a workbench that works on a stack from outside: where it is, where its own documents are, whether it is there. */
import React, { useState } from 'react';
import { EuiBadge, EuiCallOut, EuiPopover, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { RemoteEnvironment } from '../../../common/api/misc';
import { HeaderMenu } from '../../kibana';
import { subj } from '../../test_subjects';
import { RelativeTime } from '../formatted_time';
import { documentsText } from './connection_panel';
import { useWatchedRemote } from './use_remote';

function RemoteBadge({ remote }: { remote: RemoteEnvironment }) {
  const [isOpen, setOpen] = useState(false);
  const isThere = remote.connection.status === 'connected';
  const where = new URL(remote.kibanaUrl).host;
  return (
    <EuiPopover
      isOpen={isOpen}
      closePopover={() => setOpen(false)}
      anchorPosition="downRight"
      aria-label={i18n.translate('detectionWorkbench.remote.about', { defaultMessage: 'About the connection' })}
      button={
        <EuiBadge
          color={isThere ? 'hollow' : 'danger'}
          iconType={isThere ? 'link' : 'error'}
          onClick={() => setOpen(!isOpen)}
          onClickAriaLabel={i18n.translate('detectionWorkbench.remote.badgeLabel', {
            defaultMessage: 'Works on {where}: about the connection',
            values: { where },
          })}
          data-test-subj={subj.remote.badge}
        >
          {i18n.translate('detectionWorkbench.remote.badge', {
            defaultMessage: 'Remote: {where}',
            values: { where },
          })}
        </EuiBadge>
      }
    >
      <EuiText size="s" style={{ maxWidth: 420 }} data-test-subj={subj.remote.about}>
        <p>
          {i18n.translate('detectionWorkbench.remote.there', {
            defaultMessage: 'Rules, exceptions, alerts and events are those of {kibana}.',
            values: { kibana: remote.kibanaUrl },
          })}
        </p>
        <p>{documentsText(remote)}</p>
      </EuiText>
    </EuiPopover>
  );
}

function AwayCallout({ connection }: { connection: RemoteEnvironment['connection'] }) {
  if (connection.status === 'connected') return null;
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

export function RemoteStatus() {
  const remote = useWatchedRemote();
  if (!remote) return null;
  return (
    <>
      <HeaderMenu>
        <RemoteBadge remote={remote} />
      </HeaderMenu>
      <AwayCallout connection={remote.connection} />
    </>
  );
}
