/** In the header, where the workbench works on a stack from outside: where that is, whether it is there, what is kept here. */
import React, { useState } from 'react';
import { EuiBadge, EuiPopover, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { RemoteEnvironment } from '../../../common/api/misc';
import { HeaderMenu } from '../../kibana';
import { subj } from '../../test_subjects';
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

export function RemoteStatus() {
  const remote = useWatchedRemote();
  if (!remote) return null;
  return (
    <HeaderMenu>
      <RemoteBadge remote={remote} />
    </HeaderMenu>
  );
}
