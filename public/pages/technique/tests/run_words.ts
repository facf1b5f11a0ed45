import { i18n } from '@kbn/i18n';
import type { ExpectationRun } from '../../../../common/api/expectations';

export function runResultName(result: ExpectationRun['result']): string {
  switch (result) {
    case 'passed':
      return i18n.translate('detectionWorkbench.run.passed', { defaultMessage: 'Passed' });
    case 'failed':
      return i18n.translate('detectionWorkbench.run.failed', { defaultMessage: 'Failed' });
    case 'partial':
      return i18n.translate('detectionWorkbench.run.partial', { defaultMessage: 'Partly passed' });
    case 'no_data':
      return i18n.translate('detectionWorkbench.run.noData', { defaultMessage: 'No data' });
  }
}

export const RUN_COLOR: Record<ExpectationRun['result'], string> = {
  passed: 'success',
  failed: 'danger',
  partial: 'warning',
  no_data: 'hollow',
};
