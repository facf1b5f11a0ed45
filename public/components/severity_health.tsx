import React from 'react';
import { EuiHealth } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useTokens } from './tokens';

type Severity = 'low' | 'medium' | 'high' | 'critical';
const isSeverity = (text: string): text is Severity => ['low', 'medium', 'high', 'critical'].includes(text);

export function severityName(severity: Severity): string {
  switch (severity) {
    case 'low':
      return i18n.translate('detectionWorkbench.severity.low', { defaultMessage: 'Low' });
    case 'medium':
      return i18n.translate('detectionWorkbench.severity.medium', { defaultMessage: 'Medium' });
    case 'high':
      return i18n.translate('detectionWorkbench.severity.high', { defaultMessage: 'High' });
    case 'critical':
      return i18n.translate('detectionWorkbench.severity.critical', { defaultMessage: 'Critical' });
  }
}

/** Dot and word, as Security shows it. */
export function SeverityHealth({ severity }: { severity: string }) {
  const tokens = useTokens();
  if (!isSeverity(severity)) return <>{severity}</>;
  return (
    <EuiHealth color={tokens.severity[severity]} textSize="inherit">
      {severityName(severity)}
    </EuiHealth>
  );
}
