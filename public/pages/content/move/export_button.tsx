import React from 'react';
import { EuiButton, EuiCallOut, EuiSpacer, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { exportSpace } from '../../../../common/api/transfer';
import { useApiMutation } from '../../../api';
import { downloadFiles } from '../../../components/download';
import { icons } from '../../../components/icons';
import { useToasts } from '../../../kibana';
import { subj } from '../../../test_subjects';

/** Hands out what the team has made of the packs here, and names what the file cannot hold. */
export function ExportButton() {
  const toasts = useToasts();
  const run = useApiMutation(exportSpace, {
    onSuccess: ({ document: moved }) => {
      const { space, at } = moved.exported;
      const name = `detection-workbench-${space.replaceAll(/[^\w-]/g, '_')}-${at.slice(0, 10)}`;
      const text = JSON.stringify(moved, null, 2);
      downloadFiles([{ name: `${name}.json`, mediaType: 'application/json', text }], name);
    },
    onError: (error) =>
      toasts.addError(error, {
        title: i18n.translate('detectionWorkbench.move.exportFailed', { defaultMessage: 'The export failed' }),
      }),
  });
  const leftOut = run.data?.leftOut ?? [];
  return (
    <>
      <EuiButton
        iconType={icons.export}
        isLoading={run.isLoading}
        onClick={() => run.mutate({})}
        data-test-subj={subj.move.export}
      >
        {i18n.translate('detectionWorkbench.move.export', { defaultMessage: 'Export tunings and allowlist' })}
      </EuiButton>
      {leftOut.length > 0 && (
        <>
          <EuiSpacer size="m" />
          <EuiCallOut
            size="s"
            color="warning"
            iconType={icons.warning}
            title={i18n.translate('detectionWorkbench.move.leftOut', { defaultMessage: 'Not in the file' })}
            data-test-subj={subj.move.leftOut}
          >
            <EuiText size="s">
              <ul>
                {leftOut.map(({ id, name, reason }, index) => (
                  <li key={`${id} ${index}`}>
                    {name}: {reason}
                  </li>
                ))}
              </ul>
            </EuiText>
          </EuiCallOut>
        </>
      )}
    </>
  );
}
