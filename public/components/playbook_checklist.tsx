import React, { type ReactNode } from 'react';
import { EuiBadge, EuiBadgeGroup, EuiCheckbox, EuiSpacer, EuiText, EuiTitle, useGeneratedHtmlId } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { Playbook } from '../../common/packs';
import { subj } from '../test_subjects';
import { RelativeTime } from './formatted_time';
import { durationWords } from './duration_words';
import { Markdown, type ContentLink } from './markdown';

export type PlaybookStep = Playbook['phases'][number]['steps'][number];

type Done = Readonly<Record<string, { by: string; at: string; note?: string | undefined }>>;

function roleName(role: PlaybookStep['role']): string {
  switch (role) {
    case 'analyst':
      return i18n.translate('detectionWorkbench.playbook.analyst', { defaultMessage: 'Analyst' });
    case 'incident_lead':
      return i18n.translate('detectionWorkbench.playbook.lead', { defaultMessage: 'Incident lead' });
    case 'endpoint_admin':
      return i18n.translate('detectionWorkbench.playbook.endpoint', { defaultMessage: 'Endpoint administrator' });
    case 'network_admin':
      return i18n.translate('detectionWorkbench.playbook.network', { defaultMessage: 'Network administrator' });
    case 'detection_engineer':
      return i18n.translate('detectionWorkbench.playbook.engineer', { defaultMessage: 'Detection engineer' });
  }
}

export interface PlaybookChecklistProps {
  playbook: Playbook;
  /** Only the steps for alerts of this rule. */
  ruleKey?: string;
  /** Ticked steps of an alert. */
  done?: Done;
  /** Without it the steps are read, not ticked: there is no alert to tick them for. */
  onTick?: (stepId: string, done: boolean) => void;
  isBusy?: boolean;
  linkTo?: ContentLink;
  /** Links to the searches and hunts of a step. */
  renderLinks?: (step: PlaybookStep) => ReactNode;
}

function Step({ step, props }: { step: PlaybookStep; props: PlaybookChecklistProps }) {
  const id = useGeneratedHtmlId({ prefix: 'dwStep' });
  const { done, onTick, isBusy = false, linkTo, renderLinks } = props;
  const tick = done?.[step.id];
  return (
    <li style={{ marginBlockEnd: 16 }}>
      {onTick ? (
        <EuiCheckbox
          id={id}
          label={<strong>{step.title}</strong>}
          checked={tick !== undefined}
          disabled={isBusy}
          onChange={(event) => onTick(step.id, event.target.checked)}
          data-test-subj={subj.investigate.step(step.id)}
        />
      ) : (
        <EuiText size="s">
          <strong>{step.title}</strong>
        </EuiText>
      )}
      <div style={{ paddingInlineStart: onTick ? 24 : 0 }}>
        <EuiBadgeGroup gutterSize="xs">
          <EuiBadge color="hollow">{roleName(step.role)}</EuiBadge>
          {step.confirm && (
            <EuiBadge color="warning">
              {i18n.translate('detectionWorkbench.playbook.confirm', {
                defaultMessage: 'Changes a system: needs a second look',
              })}
            </EuiBadge>
          )}
        </EuiBadgeGroup>
        <Markdown {...(linkTo ? { linkTo } : {})}>{step.text}</Markdown>
        {renderLinks?.(step)}
        <EuiText size="xs" color="subdued">
          {i18n.translate('detectionWorkbench.playbook.evidence', {
            defaultMessage: 'For the case: {evidence}',
            values: { evidence: step.evidence.join('; ') },
          })}
          {tick && (
            <div>
              {i18n.translate('detectionWorkbench.playbook.doneBy', {
                defaultMessage: 'Done by {by},',
                values: { by: tick.by },
              })}{' '}
              <RelativeTime at={tick.at} /> {tick.note}
            </div>
          )}
        </EuiText>
      </div>
    </li>
  );
}

/** The response playbook, phase by phase. */
export function PlaybookChecklist(props: PlaybookChecklistProps) {
  const { playbook, ruleKey } = props;
  const applies = ({ rules }: PlaybookStep) => !ruleKey || !rules || rules.includes(ruleKey);
  return (
    <div data-test-subj={subj.investigate.playbook}>
      <Markdown>{playbook.introduction}</Markdown>
      <EuiText size="s">
        <p>
          <strong>{i18n.translate('detectionWorkbench.playbook.never', { defaultMessage: 'Never automatic:' })}</strong>{' '}
          {playbook.never_automatic.join('; ')}.
        </p>
      </EuiText>
      {playbook.phases.map((phase) => {
        const steps = phase.steps.filter(applies);
        if (steps.length === 0) return null;
        return (
          <section key={phase.id}>
            <EuiSpacer size="l" />
            <EuiTitle size="xs">
              <h3>{phase.title}</h3>
            </EuiTitle>
            <EuiText size="xs" color="subdued">
              {phase.within
                ? i18n.translate('detectionWorkbench.playbook.doneWhenWithin', {
                    defaultMessage: 'Within {within}. Done when: {state}',
                    values: { within: durationWords(phase.within), state: phase.done_when },
                  })
                : i18n.translate('detectionWorkbench.playbook.doneWhen', {
                    defaultMessage: 'Done when: {state}',
                    values: { state: phase.done_when },
                  })}
            </EuiText>
            <EuiSpacer size="s" />
            <ol>
              {steps.map((step) => (
                <Step key={step.id} step={step} props={props} />
              ))}
            </ol>
          </section>
        );
      })}
    </div>
  );
}
