import React from 'react';
import { EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { ResponseOf } from '../../../common/api/contract';
import type { listTechniques } from '../../../common/api/techniques';
import { KeyFigures } from '../../components';
import { coverageText } from '../../components/coverage_bar';

type Totals = ResponseOf<typeof listTechniques>['totals'];

function uncoveredText(count: number): string {
  return i18n.translate('detectionWorkbench.figures.uncovered', {
    defaultMessage:
      '{count, plural, =0 {every rule has a test} one {# rule without a test} other {# rules without a test}}',
    values: { count },
  });
}

export function KeyFiguresRow({ totals }: { totals: Totals }) {
  const { coverage } = totals;
  const expected = coverage.caught + coverage.weakened + coverage.blinded + coverage.missed + coverage.unknown;
  const bad = coverage.blinded + coverage.missed;
  return (
    <KeyFigures
      figures={[
        {
          id: 'techniques',
          label: i18n.translate('detectionWorkbench.figures.techniques', { defaultMessage: 'Techniques' }),
          value: totals.techniques,
        },
        {
          id: 'rules',
          label: i18n.translate('detectionWorkbench.figures.rules', { defaultMessage: 'Rules enabled' }),
          value: totals.rulesEnabled,
          detail: (
            <EuiText size="xs" color="subdued">
              {i18n.translate('detectionWorkbench.figures.rulesDetail', {
                defaultMessage: 'of {installed, number} installed',
                values: { installed: totals.rulesInstalled },
              })}
            </EuiText>
          ),
        },
        {
          id: 'alerts',
          label: i18n.translate('detectionWorkbench.figures.alerts', { defaultMessage: 'Open alerts' }),
          value: totals.openAlerts,
        },
        {
          id: 'expectations',
          label: i18n.translate('detectionWorkbench.figures.expectations', {
            defaultMessage: 'Expected attacks caught',
          }),
          value: i18n.translate('detectionWorkbench.figures.expectationsValue', {
            defaultMessage: '{caught, number} of {expected, number}',
            values: { caught: coverage.caught, expected },
          }),
          color: bad > 0 ? 'danger' : 'default',
          detail: (
            <EuiText size="xs" color="subdued">
              {expected > coverage.caught ? coverageText(coverage) : uncoveredText(coverage.uncovered)}
            </EuiText>
          ),
        },
        {
          id: 'expiring',
          label: i18n.translate('detectionWorkbench.figures.expiring', {
            defaultMessage: 'Entries expiring in 14 days',
          }),
          value: totals.expiringEntries,
          color: totals.expiringEntries > 0 ? 'warning' : 'default',
        },
      ]}
    />
  );
}
