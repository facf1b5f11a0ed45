import React from 'react';
import { EuiCallOut, EuiSpacer, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { ConditionTree, QueryCode } from '../../../components';
import { subj } from '../../../test_subjects';
import { FlyoutSection } from './flyout_section';
import type { AlertDetails } from './use_alert';

type ExplainedEvent = AlertDetails['events'][number];

const caption = i18n.translate('detectionWorkbench.alert.whyCaption', {
  defaultMessage: 'Conditions of the rule, beside the values of the event',
});

const queryLabel = i18n.translate('detectionWorkbench.alert.query', { defaultMessage: 'Query of the rule' });

/** Of a sequence only the step that the event served is shown: the others are about other events. */
function EventReason({ event }: { event: ExplainedEvent }) {
  const { stage, explanation } = event;
  if (stage === undefined) return <ConditionTree root={explanation.root} caption={caption} />;
  const served = explanation.stages[stage];
  return (
    <>
      <EuiText size="xs">
        <h4>
          {i18n.translate('detectionWorkbench.alert.step', {
            defaultMessage: 'Step {step, number} of {total, number}',
            values: { step: stage + 1, total: explanation.stages.length },
          })}
        </h4>
      </EuiText>
      <ConditionTree root={served?.root ?? explanation.root} caption={`${caption} ${stage + 1}`} />
      <EuiSpacer size="m" />
    </>
  );
}

/** Why it fired: each condition with what the rule asks for and what the event has. */
export function Why({ alert }: { alert: AlertDetails }) {
  return (
    <FlyoutSection
      title={i18n.translate('detectionWorkbench.alert.why', { defaultMessage: 'Why it fired' })}
      data-test-subj={subj.alert.why}
    >
      {!alert.queryIsCurrent && (
        <>
          <EuiCallOut
            size="s"
            color="warning"
            title={i18n.translate('detectionWorkbench.alert.oldQuery', {
              defaultMessage: 'The rule has changed since. Shown is the query that made this alert.',
            })}
          />
          <EuiSpacer size="s" />
        </>
      )}
      {alert.suppressed !== undefined && (
        <EuiText size="s">
          {i18n.translate('detectionWorkbench.alert.suppressed', {
            defaultMessage:
              'Stands for {count, plural, one {# more event} other {# more events}} that were suppressed.',
            values: { count: alert.suppressed },
          })}
        </EuiText>
      )}
      {alert.events.map((event) => (
        <EventReason key={`${event.stage ?? 0} ${event.id}`} event={event} />
      ))}
      {alert.events.length === 0 && (
        <>
          <EuiText size="s">
            {i18n.translate('detectionWorkbench.alert.noClauses', {
              defaultMessage: 'This kind of rule has no conditions that can be shown one by one. Its query:',
            })}
          </EuiText>
          <QueryCode query={alert.query} label={queryLabel} />
        </>
      )}
    </FlyoutSection>
  );
}
