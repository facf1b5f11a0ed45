import React from 'react';
import {
  EuiAccordion,
  EuiBadge,
  EuiFlexGroup,
  EuiFlexItem,
  EuiLink,
  EuiPanel,
  EuiSpacer,
  EuiText,
  EuiTitle,
  useGeneratedHtmlId,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { ExplainedRule } from '../../../common/api/misc';
import { ClauseTree, RelativeTime, useAppLink } from '../../components';
import { paths } from '../../sections';
import { subj } from '../../test_subjects';
import { AllowlistItems } from './allowlist_items';
import { badgeOf } from './outcome';

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <>
      <EuiSpacer size="m" />
      <EuiTitle size="xxs">
        <h4>{title}</h4>
      </EuiTitle>
      {children}
    </>
  );
}

function Schedule({ rule }: { rule: ExplainedRule }) {
  const { schedule, capHit, alertId } = rule;
  if (!schedule) return null;
  return (
    <Part title={i18n.translate('detectionWorkbench.explain.schedule', { defaultMessage: 'Schedule' })}>
      <EuiText size="xs">
        <ul>
          <li>
            {i18n.translate('detectionWorkbench.explain.runs', {
              defaultMessage: 'Runs every {interval} over events since {from}.',
              values: { interval: schedule.interval, from: schedule.from },
            })}
          </li>
          <li>
            {schedule.coversEvent
              ? i18n.translate('detectionWorkbench.explain.covered', {
                  defaultMessage: 'The next run still looks at the time of this event.',
                })
              : i18n.translate('detectionWorkbench.explain.notCovered', {
                  defaultMessage: 'The next run does not look back as far as this event.',
                })}
          </li>
          <li>
            {schedule.lastRunAt ? (
              <>
                {i18n.translate('detectionWorkbench.explain.lastRun', { defaultMessage: 'Last run:' })}{' '}
                <RelativeTime at={schedule.lastRunAt} />
              </>
            ) : (
              i18n.translate('detectionWorkbench.explain.neverRan', { defaultMessage: 'It has not run yet.' })
            )}
          </li>
          {capHit && !alertId && (
            <li>
              {i18n.translate('detectionWorkbench.explain.cap', {
                defaultMessage: 'The last run reached the most alerts a run may make, so an alert may be missing.',
              })}
            </li>
          )}
        </ul>
      </EuiText>
    </Part>
  );
}

/** The answer of one rule: a sentence, and on demand everything that led to it. */
export function RuleResult({ rule, isOpen }: { rule: ExplainedRule; isOpen: boolean }) {
  const id = useGeneratedHtmlId({ prefix: 'dwExplainRule' });
  const link = useAppLink();
  const { explanation, items, alertId, techniqueId, ruleKey, ruleName } = rule;
  const { name, color, icon } = badgeOf(rule);
  return (
    <EuiPanel hasBorder hasShadow={false} paddingSize="s" data-test-subj={subj.explain.rule(ruleKey)}>
      <EuiFlexGroup gutterSize="s" alignItems="flexStart" responsive={false}>
        <EuiFlexItem style={{ minWidth: 0 }}>
          <EuiTitle size="xxs">
            <h3>
              <EuiBadge color={color} iconType={icon}>
                {name}
              </EuiBadge>{' '}
              {ruleKey} {ruleName}
            </h3>
          </EuiTitle>
          <EuiText size="s" data-test-subj={subj.explain.sentence} style={{ overflowWrap: 'anywhere' }}>
            <p>{rule.sentence}</p>
          </EuiText>
        </EuiFlexItem>
        <EuiFlexItem grow={false}>
          <EuiText size="xs">
            {alertId && (
              <>
                <EuiLink {...link(paths.alert(alertId))}>
                  {i18n.translate('detectionWorkbench.explain.alert', { defaultMessage: 'Open its alert' })}
                </EuiLink>{' '}
              </>
            )}
            <EuiLink {...link(paths.technique(techniqueId))} data-test-subj={subj.explain.technique}>
              {techniqueId}
            </EuiLink>
          </EuiText>
        </EuiFlexItem>
      </EuiFlexGroup>
      <EuiSpacer size="xs" />
      <EuiAccordion
        id={id}
        initialIsOpen={isOpen}
        buttonContent={i18n.translate('detectionWorkbench.explain.details', {
          defaultMessage: 'What {rule} says, condition by condition',
          values: { rule: ruleKey },
        })}
      >
        {explanation && (
          <Part title={i18n.translate('detectionWorkbench.explain.conditions', { defaultMessage: 'Conditions' })}>
            <ClauseTree
              explanation={explanation}
              caption={i18n.translate('detectionWorkbench.explain.caption', {
                defaultMessage: 'Conditions of {rule}, beside the values of the event',
                values: { rule: ruleKey },
              })}
            />
          </Part>
        )}
        {items.length > 0 && (
          <Part title={i18n.translate('detectionWorkbench.explain.allowlist', { defaultMessage: 'Allowlist' })}>
            <AllowlistItems items={items} />
          </Part>
        )}
        <Schedule rule={rule} />
      </EuiAccordion>
    </EuiPanel>
  );
}
