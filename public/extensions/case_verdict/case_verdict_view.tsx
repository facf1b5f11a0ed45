/** What a case shows of the workbench's verdict. Inside Kibana's own page, with Kibana's contexts around it. */
import React, { type FC } from 'react';
import { EuiBadge, EuiLink, EuiSpacer, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { ExternalReferenceAttachmentViewProps } from '@kbn/cases-plugin/public';
import type { CoreStart } from '@kbn/core/public';
import { readCaseVerdict, type AlertVerdict, type VerdictCondition } from '../../../common/case_verdict';
import { APP_ID } from '../../../common/tiers';
import { paths } from '../../sections';
import { subj } from '../../test_subjects';

type LinkTo = (path: string) => { href: string; onClick(event: React.MouseEvent): void };

function linksInto({ application }: CoreStart): LinkTo {
  return (path) => ({
    href: application.getUrlForApp(APP_ID, { path }),
    onClick: (event) => {
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      void application.navigateToApp(APP_ID, { path });
    },
  });
}

function Conditions({ conditions }: { conditions: readonly VerdictCondition[] }) {
  return (
    <ul>
      {conditions.map(({ text, values }, index) => (
        <li key={index} style={{ overflowWrap: 'anywhere' }}>
          <code>{text}</code>{' '}
          {values.length > 0 &&
            i18n.translate('detectionWorkbench.caseVerdict.has', {
              defaultMessage: '(event: {values})',
              values: { values: values.join(', ') },
            })}
        </li>
      ))}
    </ul>
  );
}

function Facts({ at, host, user }: AlertVerdict) {
  const facts = [new Date(at).toLocaleString(), host, user].filter((fact) => fact !== undefined);
  return <p>{facts.join(' · ')}</p>;
}

/** Those who may not see the workbench read the same, without links that would refuse them. */
function Alert({ alert, link }: { alert: AlertVerdict; link: LinkTo | undefined }) {
  const { alertId, ruleKey, ruleName, techniqueId, ruleChanged, events } = alert;
  const title = `${ruleKey} ${ruleName}`;
  return (
    <EuiText size="s" data-test-subj={subj.caseVerdict.alert}>
      <h4>
        {link ? <EuiLink {...link(paths.alert(alertId))}>{title}</EuiLink> : title}{' '}
        {link ? (
          <EuiBadge color="hollow" href={link(paths.technique(techniqueId)).href}>
            {techniqueId}
          </EuiBadge>
        ) : (
          <EuiBadge color="hollow">{techniqueId}</EuiBadge>
        )}{' '}
        {ruleChanged && (
          <EuiBadge color="warning">
            {i18n.translate('detectionWorkbench.caseVerdict.changed', { defaultMessage: 'Rule changed since' })}
          </EuiBadge>
        )}
      </h4>
      <Facts {...alert} />
      {events.length > 1 ? (
        <ol>
          {events.map((conditions, index) => (
            <li key={index}>
              <Conditions conditions={conditions} />
            </li>
          ))}
        </ol>
      ) : (
        <Conditions conditions={events[0] ?? []} />
      )}
      <EuiSpacer size="m" />
    </EuiText>
  );
}

/** @param core of a user who may see the workbench; anyone else gets no links */
export function caseVerdictView(core: CoreStart | undefined): FC<ExternalReferenceAttachmentViewProps> {
  const link = core && linksInto(core);
  return function CaseVerdictView({ externalReferenceMetadata }) {
    const verdict = readCaseVerdict(externalReferenceMetadata);
    if (!verdict) {
      return (
        <EuiText size="s" data-test-subj={subj.caseVerdict.root}>
          {i18n.translate('detectionWorkbench.caseVerdict.unreadable', {
            defaultMessage: 'This was written by another version of Detection Workbench and cannot be shown.',
          })}
        </EuiText>
      );
    }
    return (
      <div data-test-subj={subj.caseVerdict.root}>
        {verdict.alerts.map((alert) => (
          <Alert key={alert.alertId} alert={alert} link={link} />
        ))}
        {verdict.more > 0 && (
          <EuiText size="s" color="subdued">
            {i18n.translate('detectionWorkbench.caseVerdict.more', {
              defaultMessage: '{count, plural, one {# more alert was} other {# more alerts were}} added with them.',
              values: { count: verdict.more },
            })}
          </EuiText>
        )}
      </div>
    );
  };
}
