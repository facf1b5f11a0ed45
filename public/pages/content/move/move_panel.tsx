import React, { useState } from 'react';
import { EuiFilePicker, EuiFormRow, EuiPanel, EuiSpacer, EuiText, EuiTitle } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { MAX_TRANSFER_BYTES, planTransfer } from '../../../../common/api/transfer';
import type { SpaceDocument } from '../../../../common/transfer';
import { useApiMutation } from '../../../api';
import { ErrorCallout } from '../../../components';
import { tierName, useTier } from '../../../kibana';
import { subj } from '../../../test_subjects';
import { ExportButton } from './export_button';
import { ImportPlan } from './import_plan';

/** The server reads the file; here it only has to be JSON. */
async function readFile(file: File): Promise<SpaceDocument | undefined> {
  try {
    return JSON.parse(await file.text()) as SpaceDocument;
  } catch {
    return undefined;
  }
}

/** What a team has made of the packs, out of this space and into another: a file, a plan, a reason, the import. */
export function MovePanel() {
  const { can } = useTier();
  const [problem, setProblem] = useState<string>();
  const plan = useApiMutation(planTransfer);

  const choose = async (files: FileList | null) => {
    const file = files?.[0];
    plan.reset();
    setProblem(undefined);
    if (!file) return;
    if (file.size > MAX_TRANSFER_BYTES) {
      setProblem(
        i18n.translate('detectionWorkbench.move.tooLarge', {
          defaultMessage: 'The file is larger than {bytes, number} bytes',
          values: { bytes: MAX_TRANSFER_BYTES },
        }),
      );
      return;
    }
    const document = await readFile(file);
    if (document) plan.mutate({ body: { document } });
    else
      setProblem(
        i18n.translate('detectionWorkbench.move.notJson', { defaultMessage: 'The file is not JSON, or was cut off' }),
      );
  };

  return (
    <section>
      <EuiTitle size="s">
        <h2>{i18n.translate('detectionWorkbench.move.title', { defaultMessage: 'Move to another space' })}</h2>
      </EuiTitle>
      <EuiSpacer size="m" />
      <EuiPanel hasBorder>
        <EuiText size="s">
          <p>
            {i18n.translate('detectionWorkbench.move.intro', {
              defaultMessage:
                'Tunings and allowlist entries travel as one file, with reason, owner, ticket, expiry and override. Install the packs there as usual.',
            })}
          </p>
        </EuiText>
        <EuiSpacer size="m" />
        <ExportButton />
        <EuiSpacer size="l" />
        <EuiFormRow
          fullWidth
          label={i18n.translate('detectionWorkbench.move.file', {
            defaultMessage: 'Import an export of another space',
          })}
          isInvalid={problem !== undefined}
          error={problem}
          helpText={
            can('tune')
              ? i18n.translate('detectionWorkbench.move.help', {
                  defaultMessage:
                    'The plan comes first; nothing is written before you confirm it. What the file does not name stays.',
                })
              : tierName('tune')
          }
        >
          <EuiFilePicker
            fullWidth
            display="default"
            accept=".json"
            disabled={!can('tune')}
            isLoading={plan.isLoading}
            onChange={(files) => void choose(files)}
            data-test-subj={subj.move.file}
          />
        </EuiFormRow>
        {plan.error && (
          <>
            <EuiSpacer size="m" />
            <ErrorCallout
              title={i18n.translate('detectionWorkbench.move.failed', {
                defaultMessage: 'The file could not be compared with this space',
              })}
              error={plan.error}
            />
          </>
        )}
        {plan.data && plan.variables && <ImportPlan plan={plan.data} document={plan.variables.body.document} />}
      </EuiPanel>
    </section>
  );
}
