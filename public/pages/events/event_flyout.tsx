import React, { useState } from 'react';
import {
  EuiBadge,
  EuiAccordion,
  EuiFlyout,
  EuiFlyoutBody,
  EuiFlyoutHeader,
  EuiSpacer,
  EuiTab,
  EuiTabs,
  EuiText,
  EuiTitle,
  useGeneratedHtmlId,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { explainEvent, type ExplainedRule } from '../../../common/api/misc';
import { useApiQuery } from '../../api';
import { ClauseTree, JsonView, Loaded } from '../../components';
import { eventSummary } from '../../components/event_summary';
import { subj } from '../../test_subjects';

function RuleAnswer({ rule }: { rule: ExplainedRule }) {
  const id = useGeneratedHtmlId({ prefix: 'dwEventRule' });
  const alerts = rule.outcome === 'would_alert';
  return (
    <EuiAccordion
      id={id}
      initialIsOpen={alerts}
      paddingSize="s"
      buttonContent={
        <EuiText size="s">
          <EuiBadge color={alerts ? 'success' : 'hollow'}>{rule.ruleKey}</EuiBadge> {rule.sentence}
        </EuiText>
      }
    >
      {rule.explanation && (
        <ClauseTree
          explanation={rule.explanation}
          caption={i18n.translate('detectionWorkbench.events.clauses', {
            defaultMessage: 'Conditions of {rule} on this event',
            values: { rule: rule.ruleName },
          })}
        />
      )}
    </EuiAccordion>
  );
}

/** One event: why each rule would alert on it or what stops it, and the document itself. */
export function EventFlyout({ id, index, onClose }: { id: string; index?: string; onClose(): void }) {
  const titleId = useGeneratedHtmlId({ prefix: 'dwEvent' });
  const [tab, setTab] = useState<'explain' | 'json'>('explain');
  const query = useApiQuery(explainEvent, { body: { eventId: id, ...(index ? { index } : {}) } });
  const tabs = [
    ['explain', i18n.translate('detectionWorkbench.events.why', { defaultMessage: 'Why it fired, or why not' })],
    ['json', i18n.translate('detectionWorkbench.events.document', { defaultMessage: 'Document' })],
  ] as const;
  return (
    <EuiFlyout onClose={onClose} size="m" ownFocus aria-labelledby={titleId} data-test-subj={subj.events.flyout}>
      <EuiFlyoutHeader hasBorder>
        <EuiTitle size="s">
          <h2 id={titleId}>
            {query.data
              ? eventSummary(query.data.event)
              : i18n.translate('detectionWorkbench.events.event', { defaultMessage: 'Event' })}
          </h2>
        </EuiTitle>
        <EuiSpacer size="s" />
        <EuiTabs size="s" bottomBorder={false}>
          {tabs.map(([key, label]) => (
            <EuiTab key={key} isSelected={tab === key} onClick={() => setTab(key)}>
              {label}
            </EuiTab>
          ))}
        </EuiTabs>
      </EuiFlyoutHeader>
      <EuiFlyoutBody>
        <Loaded query={query}>
          {({ event, rules }) =>
            tab === 'json' ? (
              <JsonView value={event} />
            ) : (
              <div data-test-subj={subj.events.explain}>
                {[...rules]
                  .sort((a, b) => Number(b.outcome === 'would_alert') - Number(a.outcome === 'would_alert'))
                  .map((rule) => (
                    <React.Fragment key={rule.ruleKey}>
                      <RuleAnswer rule={rule} />
                      <EuiSpacer size="xs" />
                    </React.Fragment>
                  ))}
              </div>
            )
          }
        </Loaded>
      </EuiFlyoutBody>
    </EuiFlyout>
  );
}
