import React from 'react';
import { EuiCallOut, EuiFlexGroup, EuiFlexItem, EuiFormRow, EuiSpacer, EuiSelect, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { getPack } from '../../../../common/api/packs';
import { getTuning } from '../../../../common/api/tuning';
import type { RuleRow } from '../../../../common/api/techniques';
import { useApiQuery } from '../../../api';
import { Loaded, SeverityHealth, VerdictBadge, isVerdict } from '../../../components';
import { useUrlState } from '../../../hooks';
import { subj } from '../../../test_subjects';
import type { TechniqueTabProps } from '../types';
import { TuningEditor } from './tuning_editor';

function optionText(rule: RuleRow): string {
  return rule.tuned
    ? i18n.translate('detectionWorkbench.tuning.optionTuned', {
        defaultMessage: '{key} (tuned) {name}',
        values: { key: rule.key, name: rule.name },
      })
    : `${rule.key} ${rule.name}`;
}

/** The knobs of one rule. The template comes from the pack that owns the rule, which may be another one than the page's. */
function RuleTuning({ rule }: { rule: RuleRow }) {
  const pack = useApiQuery(getPack, { params: { packId: rule.ownedBy } }, { staleTime: Infinity });
  const tuning = useApiQuery(getTuning, { params: { ruleKey: rule.key } });
  return (
    <Loaded query={pack}>
      {({ pack: { rules } }) => (
        <Loaded query={tuning}>
          {({ tuning: saved }) => {
            const template = rules.find(({ id }) => id === rule.key);
            return template ? <TuningEditor key={saved.revision} template={template} tuning={saved} /> : <></>;
          }}
        </Loaded>
      )}
    </Loaded>
  );
}

export function TuningTab({ technique: { rules } }: TechniqueTabProps) {
  const url = useUrlState();
  const wanted = url.get('rule');
  const rule = rules.find(({ key }) => key === wanted) ?? rules[0];
  if (!rule) return null;
  return (
    <>
      <EuiFlexGroup alignItems="flexEnd" gutterSize="xl">
        <EuiFlexItem grow={5} style={{ minWidth: 0 }}>
          <EuiFormRow fullWidth label={i18n.translate('detectionWorkbench.tuning.rule', { defaultMessage: 'Rule' })}>
            <EuiSelect
              fullWidth
              value={rule.key}
              options={rules.map((row) => ({ value: row.key, text: optionText(row) }))}
              onChange={(event) => url.set({ rule: event.target.value })}
              data-test-subj={subj.tuning.rule}
            />
          </EuiFormRow>
        </EuiFlexItem>
        <EuiFlexItem grow={6} style={{ minWidth: 0 }}>
          <EuiFlexGroup gutterSize="m" alignItems="center" responsive={false} wrap>
            <EuiFlexItem grow={false}>
              <SeverityHealth severity={rule.severity} />
            </EuiFlexItem>
            <EuiFlexItem grow={false}>{isVerdict(rule.verdict) && <VerdictBadge verdict={rule.verdict} />}</EuiFlexItem>
            <EuiFlexItem grow={false}>
              <EuiText size="s" color="subdued">
                {i18n.translate('detectionWorkbench.tuning.openAlerts', {
                  defaultMessage: '{count, plural, one {# open alert} other {# open alerts}}',
                  values: { count: rule.openAlerts },
                })}
              </EuiText>
            </EuiFlexItem>
          </EuiFlexGroup>
        </EuiFlexItem>
      </EuiFlexGroup>
      <EuiSpacer size="m" />
      {!rule.installed && (
        <>
          <EuiCallOut
            size="s"
            title={i18n.translate('detectionWorkbench.tuning.notInstalled', {
              defaultMessage: 'The rule is not installed. A tuning is kept and used when it is.',
            })}
          />
          <EuiSpacer size="m" />
        </>
      )}
      <RuleTuning key={rule.key} rule={rule} />
    </>
  );
}
