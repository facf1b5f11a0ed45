import React, { useState } from 'react';
import {
  EuiButton,
  EuiButtonEmpty,
  EuiCallOut,
  EuiCheckbox,
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
import type { PlanItem } from '../../../../common/api/content';
import type { TechniqueSummary } from '../../../../common/api/techniques';
import { Loaded, useAppLink } from '../../../components';
import { ApplyProgress } from '../../../components/apply_progress';
import { PlanView } from '../../../components/plan_view';
import { RunsWithKey } from '../../../components/remote';
import { paths } from '../../../sections';
import { subj } from '../../../test_subjects';
import { useInstall } from './use_install';
import { icons } from '../../../components/icons';

interface InstallFlyoutProps {
  techniques: readonly TechniqueSummary[];
  /** Packs that are chosen at first. */
  packIds: readonly string[];
  onClose(): void;
}

/** Plan, choices, progress per object, result: all in one place, so that nothing is written that was not shown. */
export function InstallFlyout({ techniques, packIds: initial, onClose }: InstallFlyoutProps) {
  const titleId = useGeneratedHtmlId({ prefix: 'dwInstall' });
  const [packIds, setPackIds] = useState(initial);
  const install = useInstall(packIds);
  const link = useAppLink();
  const { plan, apply } = install;
  const started = apply.running || apply.events.length > 0 || apply.error !== undefined;
  const end = apply.events.find((event) => event.type === 'end');
  const incomplete = apply.error !== undefined || (end?.type === 'end' && end.failed > 0);
  const counts = plan.data?.counts;

  const toggle = (id: string) =>
    setPackIds((now) => (now.includes(id) ? now.filter((other) => other !== id) : [...now, id]));

  const control = (item: PlanItem) =>
    item.kind !== 'rule' || item.action === 'blocked' ? null : (
      <EuiFlexGroup direction="column" gutterSize="xs">
        <EuiSwitch
          compressed
          label={i18n.translate('detectionWorkbench.install.enable', { defaultMessage: 'Enable' })}
          checked={install.isEnabled(item)}
          onChange={() => install.toggleEnabled(item.id)}
          data-test-subj={subj.install.enable}
        />
        {item.userEdits.length > 0 && (
          <EuiSwitch
            compressed
            label={i18n.translate('detectionWorkbench.install.overwrite', { defaultMessage: 'Take the edits back' })}
            checked={install.overwrite.has(item.id)}
            onChange={() => install.toggleOverwrite(item.id)}
            data-test-subj={subj.install.overwrite}
          />
        )}
      </EuiFlexGroup>
    );

  return (
    <EuiFlyout onClose={onClose} size="l" ownFocus aria-labelledby={titleId} data-test-subj={subj.install.flyout}>
      <EuiFlyoutHeader hasBorder>
        <EuiTitle size="m">
          <h2 id={titleId}>
            {i18n.translate('detectionWorkbench.install.title', { defaultMessage: 'Install content' })}
          </h2>
        </EuiTitle>
        {!started && (
          <EuiText size="s" color="subdued">
            {i18n.translate('detectionWorkbench.install.intro', {
              defaultMessage:
                'This is the plan; nothing is written yet. Rules are created disabled, linked to their exception list and read back, then those you chose are enabled. Edits made elsewhere stay unless you take them back.',
            })}
          </EuiText>
        )}
      </EuiFlyoutHeader>
      <EuiFlyoutBody>
        {started ? (
          <ApplyProgress events={apply.events} running={apply.running} error={apply.error} />
        ) : (
          <>
            <EuiFlexGroup gutterSize="l" wrap>
              {techniques.map((technique) => (
                <EuiFlexItem grow={false} key={technique.packId}>
                  <EuiCheckbox
                    id={`${titleId}-${technique.packId}`}
                    label={`${technique.id} ${technique.name}`}
                    checked={packIds.includes(technique.packId)}
                    onChange={() => toggle(technique.packId)}
                    data-test-subj={subj.install.pack(technique.packId)}
                  />
                </EuiFlexItem>
              ))}
            </EuiFlexGroup>
            <EuiSpacer size="l" />
            {packIds.length > 0 && (
              <Loaded query={plan}>
                {({ items, warnings }) => (
                  <>
                    {warnings.map((warning) => (
                      <React.Fragment key={warning}>
                        <EuiCallOut size="s" color="warning" iconType={icons.warning} title={warning} />
                        <EuiSpacer size="s" />
                      </React.Fragment>
                    ))}
                    {install.enable.length > 0 && <RunsWithKey />}
                    <PlanView items={items} control={control} />
                  </>
                )}
              </Loaded>
            )}
          </>
        )}
      </EuiFlyoutBody>
      <EuiFlyoutFooter>
        <EuiFlexGroup gutterSize="s" alignItems="center" responsive={false}>
          <EuiFlexItem grow={false}>
            {started ? (
              <>
                {incomplete && (
                  <EuiButton
                    iconType="refresh"
                    onClick={() => void install.start()}
                    data-test-subj={subj.install.retry}
                  >
                    {i18n.translate('detectionWorkbench.install.again', { defaultMessage: 'Run it again' })}
                  </EuiButton>
                )}
                {end && !incomplete && install.enable.length > 0 && (
                  <EuiButton fill {...link(paths.triage)} data-test-subj={subj.install.toAlerts}>
                    {i18n.translate('detectionWorkbench.install.toAlerts', {
                      defaultMessage: 'See the alerts as they come',
                    })}
                  </EuiButton>
                )}
              </>
            ) : (
              <EuiButton
                fill
                isDisabled={!counts || packIds.length === 0}
                onClick={() => void install.start()}
                data-test-subj={subj.install.apply}
              >
                {i18n.translate('detectionWorkbench.install.apply', {
                  defaultMessage:
                    'Write {changes, plural, =0 {nothing new} one {# object} other {# objects}}, enable {enabled, plural, one {# rule} other {# rules}}',
                  values: { changes: (counts?.create ?? 0) + (counts?.update ?? 0), enabled: install.enable.length },
                })}
              </EuiButton>
            )}
          </EuiFlexItem>
          <EuiFlexItem grow={false}>
            <EuiButtonEmpty onClick={onClose} data-test-subj={subj.install.close}>
              {end
                ? i18n.translate('detectionWorkbench.install.done', { defaultMessage: 'Close' })
                : i18n.translate('detectionWorkbench.install.cancel', { defaultMessage: 'Cancel' })}
            </EuiButtonEmpty>
          </EuiFlexItem>
        </EuiFlexGroup>
      </EuiFlyoutFooter>
    </EuiFlyout>
  );
}
