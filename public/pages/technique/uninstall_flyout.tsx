import React, { useState } from 'react';
import {
  EuiButton,
  EuiButtonEmpty,
  EuiFlexGroup,
  EuiFlexItem,
  EuiFlyout,
  EuiFlyoutBody,
  EuiFlyoutFooter,
  EuiFlyoutHeader,
  EuiSpacer,
  EuiSwitch,
  EuiText,
  EuiTitle,
  useGeneratedHtmlId,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { planUninstall, uninstallContent } from '../../../common/api/content';
import { useApiQuery, useApiStream } from '../../api';
import { isReason, Loaded, ReasonField } from '../../components';
import { ApplyProgress } from '../../components/apply_progress';
import { PlanView } from '../../components/plan_view';
import { subj } from '../../test_subjects';
import { CONTENT_RESOURCES } from '../techniques/install';

/** What an uninstall removes and what stays, then the same per object as it happens. */
export function UninstallFlyout({ packId, onClose }: { packId: string; onClose(): void }) {
  const titleId = useGeneratedHtmlId({ prefix: 'dwUninstall' });
  const plan = useApiQuery(planUninstall, { body: { packIds: [packId] } }, { staleTime: 0 });
  const apply = useApiStream(uninstallContent, { invalidates: CONTENT_RESOURCES });
  const [removeEntries, setRemoveEntries] = useState(false);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const started = apply.running || apply.events.length > 0 || apply.error !== undefined;
  const start = () => {
    setTried(true);
    if (isReason(reason)) void apply.start({ body: { packIds: [packId], removeEntries, reason: reason.trim() } });
  };
  return (
    <EuiFlyout onClose={onClose} size="m" aria-labelledby={titleId} data-test-subj={subj.uninstall.flyout}>
      <EuiFlyoutHeader hasBorder>
        <EuiTitle size="m">
          <h2 id={titleId}>
            {i18n.translate('detectionWorkbench.uninstall.title', { defaultMessage: 'Uninstall content' })}
          </h2>
        </EuiTitle>
        <EuiText size="s" color="subdued">
          {i18n.translate('detectionWorkbench.uninstall.intro', {
            defaultMessage:
              'Alerts, tunings and histories stay: installing again brings the detections back as they were.',
          })}
        </EuiText>
      </EuiFlyoutHeader>
      <EuiFlyoutBody>
        {started ? (
          <ApplyProgress events={apply.events} running={apply.running} error={apply.error} />
        ) : (
          <>
            <EuiSwitch
              label={i18n.translate('detectionWorkbench.uninstall.entries', {
                defaultMessage: 'Remove the allowlist entries too',
              })}
              checked={removeEntries}
              onChange={(event) => setRemoveEntries(event.target.checked)}
              data-test-subj={subj.uninstall.entries}
            />
            <EuiSpacer size="m" />
            <ReasonField value={reason} onChange={setReason} showError={tried} onSubmit={start} />
            <EuiSpacer size="l" />
            <Loaded query={plan}>{({ items }) => <PlanView items={items} />}</Loaded>
          </>
        )}
      </EuiFlyoutBody>
      <EuiFlyoutFooter>
        <EuiFlexGroup gutterSize="s" alignItems="center" responsive={false}>
          {!started && (
            <EuiFlexItem grow={false}>
              <EuiButton
                fill
                color="danger"
                isDisabled={!plan.data}
                onClick={start}
                data-test-subj={subj.uninstall.apply}
              >
                {i18n.translate('detectionWorkbench.uninstall.apply', {
                  defaultMessage: 'Remove {count, plural, one {# object} other {# objects}}',
                  values: { count: plan.data?.counts.remove ?? 0 },
                })}
              </EuiButton>
            </EuiFlexItem>
          )}
          <EuiFlexItem grow={false}>
            <EuiButtonEmpty onClick={onClose}>
              {i18n.translate('detectionWorkbench.uninstall.close', { defaultMessage: 'Close' })}
            </EuiButtonEmpty>
          </EuiFlexItem>
        </EuiFlexGroup>
      </EuiFlyoutFooter>
    </EuiFlyout>
  );
}
