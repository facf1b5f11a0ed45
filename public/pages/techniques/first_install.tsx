import React from 'react';
import { EuiButton, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { TechniqueSummary } from '../../../common/api/techniques';
import { EmptyState } from '../../components';
import { tierName, useServices, useTier } from '../../kibana';
import { subj } from '../../test_subjects';

/** Before the first install: what will be created, and what that needs. */
export function FirstInstall({
  techniques,
  onInstall,
}: {
  techniques: readonly TechniqueSummary[];
  onInstall(): void;
}) {
  const { can } = useTier();
  const { standalone } = useServices();
  return (
    <EmptyState
      icon="securityApp"
      title={i18n.translate('detectionWorkbench.firstInstall.title', { defaultMessage: 'No content is installed yet' })}
      actions={
        can('manage') ? (
          <EuiButton fill onClick={onInstall} data-test-subj={subj.techniques.install}>
            {i18n.translate('detectionWorkbench.firstInstall.action', { defaultMessage: 'Install content' })}
          </EuiButton>
        ) : undefined
      }
    >
      <EuiText size="s">
        <p>
          {i18n.translate('detectionWorkbench.firstInstall.body', {
            defaultMessage:
              'For {techniques, plural, one {# technique} other {# techniques}}, detection rules with an exception list each, data views and saved searches are created in this space. You see every object before it is written.',
            values: { techniques: techniques.length },
          })}
        </p>
        <p>
          {standalone
            ? i18n.translate('detectionWorkbench.firstInstall.needs', {
                defaultMessage: 'Installing needs the privilege "{privilege}".',
                values: { privilege: tierName('manage') },
              })
            : i18n.translate('detectionWorkbench.firstInstall.needsInKibana', {
                defaultMessage:
                  'Installing needs the privilege "{privilege}" and, in this space, the right to write rules and exceptions of Elastic Security, data views and saved searches.',
                values: { privilege: tierName('manage') },
              })}{' '}
          {can('manage')
            ? i18n.translate('detectionWorkbench.firstInstall.has', { defaultMessage: 'You have the privilege.' })
            : i18n.translate('detectionWorkbench.firstInstall.ask', { defaultMessage: 'Ask an administrator.' })}
        </p>
      </EuiText>
    </EmptyState>
  );
}
