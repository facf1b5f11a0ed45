import React, { useState } from 'react';
import { EuiContextMenuItem } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { exportPack, type ExportFormat } from '../../common/api/packs';
import { useApiMutation } from '../api';
import { useToasts } from '../kibana';
import { subj } from '../test_subjects';
import { downloadFiles } from './download';
import { icons } from './icons';

const FORMATS: readonly ExportFormat[] = ['ndjson', 'toml', 'sigma', 'navigator', 'atomic_red_team', 'evidence'];

export function formatName(format: ExportFormat): string {
  switch (format) {
    case 'ndjson':
      return i18n.translate('detectionWorkbench.export.ndjson', {
        defaultMessage: 'Rules for Elastic Security (NDJSON)',
      });
    case 'toml':
      return i18n.translate('detectionWorkbench.export.toml', { defaultMessage: 'Rules as TOML' });
    case 'sigma':
      return i18n.translate('detectionWorkbench.export.sigma', { defaultMessage: 'Sigma rules' });
    case 'navigator':
      return i18n.translate('detectionWorkbench.export.navigator', { defaultMessage: 'ATT&CK Navigator layer' });
    case 'atomic_red_team':
      return i18n.translate('detectionWorkbench.export.atomic', { defaultMessage: 'Atomic Red Team tests (YAML)' });
    case 'evidence':
      return i18n.translate('detectionWorkbench.export.evidence', { defaultMessage: 'Evidence report (Markdown)' });
  }
}

/** Menu entries that export a pack in each format; `onDone` closes the menu. */
export function useExportItems(packId: string | undefined, onDone: () => void): JSX.Element[] {
  const toasts = useToasts();
  const [busy, setBusy] = useState<ExportFormat>();
  const run = useApiMutation(exportPack, {
    onSuccess: ({ files }, { params }) => {
      downloadFiles(files, `${params.packId}-${params.format}`);
      setBusy(undefined);
      onDone();
    },
    onError: (error) => {
      setBusy(undefined);
      toasts.addError(error, {
        title: i18n.translate('detectionWorkbench.export.failed', { defaultMessage: 'The export failed' }),
      });
    },
  });
  return FORMATS.map((format) => (
    <EuiContextMenuItem
      key={format}
      icon={icons.export}
      disabled={packId === undefined || busy !== undefined}
      onClick={() => {
        if (packId === undefined) return;
        setBusy(format);
        run.mutate({ params: { packId, format } });
      }}
      data-test-subj={subj.technique.action(`export-${format}`)}
    >
      {formatName(format)}
    </EuiContextMenuItem>
  ));
}
