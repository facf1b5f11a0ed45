import React from 'react';
import { EuiCallOut, EuiSpacer, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { subj } from '../../test_subjects';
import { icons } from '../icons';
import { useRemote } from './use_remote';

/** Where rules are enabled from outside: what they then depend on. */
export function RunsWithKey() {
  const remote = useRemote();
  if (!remote) return null;
  return (
    <>
      <EuiCallOut
        size="s"
        color="warning"
        iconType={icons.warning}
        title={
          remote.keyName === undefined
            ? i18n.translate('detectionWorkbench.remote.runsWithKey', {
                defaultMessage: 'Rules that are enabled here run with the API key of this workbench',
              })
            : i18n.translate('detectionWorkbench.remote.runsWithNamedKey', {
                defaultMessage: 'Rules that are enabled here run with the API key "{name}"',
                values: { name: remote.keyName },
              })
        }
        data-test-subj={subj.remote.runsWithKey}
      >
        <EuiText size="s">
          <p>
            {i18n.translate('detectionWorkbench.remote.keyAdvice', {
              defaultMessage:
                'They run with that key ever after, see what it sees, and stop when it is deleted or expires. Use a key that was made for the workbench and has no expiry; if this one is personal, leave the rules disabled and start again with another.',
            })}
          </p>
        </EuiText>
      </EuiCallOut>
      <EuiSpacer size="m" />
    </>
  );
}
