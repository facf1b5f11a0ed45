import React from 'react';
import { EuiSpacer, EuiText, EuiTitle } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { ExplainedRule } from '../../../common/api/misc';
import { subj } from '../../test_subjects';
import { alerts, inReadingOrder, isMatch } from './outcome';
import { RuleResult } from './rule_result';

/** Every rule's answer, those that have most to do with the event first and open. */
export function Results({ rules }: { rules: readonly ExplainedRule[] }) {
  const ordered = inReadingOrder(rules);
  const alerting = rules.filter(alerts).length;
  const matching = rules.filter(isMatch).length;
  return (
    <>
      <div aria-live="polite" data-test-subj={subj.explain.summary}>
        <EuiTitle size="s">
          <h2>
            {alerting > 0
              ? i18n.translate('detectionWorkbench.explain.alerting', {
                  defaultMessage: '{count, plural, one {# rule alerts} other {# rules alert}} on this event',
                  values: { count: alerting },
                })
              : i18n.translate('detectionWorkbench.explain.silent', { defaultMessage: 'No rule alerts on this event' })}
          </h2>
        </EuiTitle>
        <EuiText size="s" color="subdued">
          {i18n.translate('detectionWorkbench.explain.counts', {
            defaultMessage:
              '{matching, plural, one {# query matches} other {# queries match}} of {total, number}; the rest say with which condition they do not.',
            values: { matching, total: rules.length },
          })}
        </EuiText>
      </div>
      <EuiSpacer size="m" />
      {ordered.map((rule) => (
        <React.Fragment key={rule.ruleKey}>
          <RuleResult rule={rule} isOpen={isMatch(rule)} />
          <EuiSpacer size="s" />
        </React.Fragment>
      ))}
    </>
  );
}
