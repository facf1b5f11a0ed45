import React from 'react';
import { EuiIconTip, EuiText } from '@elastic/eui';
import type { HealthFinding } from '../../common/allowlist';
import { icons } from './icons';

/** What is wrong with exceptions, a line each; the evidence is behind the icon. */
export function FindingTexts({ findings }: { findings: readonly HealthFinding[] }) {
  return (
    <>
      {findings.map(({ code, severity, sentence, evidence }, index) => (
        <EuiText key={index} size="xs" color={severity === 'refuse' ? 'danger' : 'warning'}>
          {sentence} <EuiIconTip type={icons.info} content={`${evidence} (${code})`} />
        </EuiText>
      ))}
    </>
  );
}
