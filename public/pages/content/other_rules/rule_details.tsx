import React from 'react';
import { EuiDescriptionList, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { OtherRule } from '../../../../common/api/other_rules';
import { FindingTexts } from '../../../components/finding_texts';
import { useGuardMaterial } from '../../../guard';

/** What lies behind the figures of a row. */
export function RuleDetails({ rule }: { rule: OtherRule }) {
  const labels = useGuardMaterial().data?.sourceLabels;
  const nameOf = (source: string) => labels?.[source] ?? source;
  const facts = [
    ...(rule.cannotJudge === undefined
      ? []
      : [
          {
            title: i18n.translate('detectionWorkbench.otherRules.why', { defaultMessage: 'Cannot be judged' }),
            description: rule.cannotJudge,
          },
        ]),
    ...(rule.catches.length === 0
      ? []
      : [
          {
            title: i18n.translate('detectionWorkbench.otherRules.catches', { defaultMessage: 'Catches' }),
            description: rule.catches.map(({ testId, sources }) => (
              <div key={testId}>{`${testId}: ${sources.map(nameOf).join(', ')}`}</div>
            )),
          },
        ]),
    ...(rule.hides.length === 0
      ? []
      : [
          {
            title: i18n.translate('detectionWorkbench.otherRules.hides', {
              defaultMessage: 'Hidden by its exceptions',
            }),
            description: rule.hides.map(({ testId, source, text }) => (
              <div key={`${testId} ${source}`}>{`${testId}, ${nameOf(source)}: ${text}`}</div>
            )),
          },
        ]),
    ...(rule.findings.length === 0
      ? []
      : [
          {
            title: i18n.translate('detectionWorkbench.otherRules.findings', { defaultMessage: 'Findings' }),
            description: (
              <>
                <FindingTexts findings={rule.findings} />
                {rule.findingCount > rule.findings.length && (
                  <EuiText size="xs" color="subdued">
                    {i18n.translate('detectionWorkbench.otherRules.moreFindings', {
                      defaultMessage: '{count, number} more under Exceptions',
                      values: { count: rule.findingCount - rule.findings.length },
                    })}
                  </EuiText>
                )}
              </>
            ),
          },
        ]),
  ];
  if (facts.length === 0) {
    return (
      <EuiText size="s" color="subdued">
        {i18n.translate('detectionWorkbench.otherRules.nothing', {
          defaultMessage: 'It alerts on none of the recorded attacks, and nothing is wrong with its exceptions.',
        })}
      </EuiText>
    );
  }
  return (
    <EuiDescriptionList compressed type="column" columnWidths={[1, 4]} listItems={facts} style={{ width: '100%' }} />
  );
}
