import React, { useState } from 'react';
import {
  EuiAccordion,
  EuiBadge,
  EuiBadgeGroup,
  EuiBasicTable,
  EuiButton,
  EuiFlexGroup,
  EuiFlexItem,
  EuiLink,
  EuiSpacer,
  EuiText,
  useGeneratedHtmlId,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { restoreRules, type RuleDrift } from '../../../common/api/content';
import { useApiStream } from '../../api';
import { DiffTable, useAppLink } from '../../components';
import { RelativeTime } from '../../components/formatted_time';
import { ApplyProgress } from '../../components/apply_progress';
import { ReasonModal } from '../../components/reason_modal';
import { useTier } from '../../kibana';
import { paths } from '../../sections';
import { subj } from '../../test_subjects';
import { CONTENT_RESOURCES } from '../techniques/install';

const STATE_COLOR: Readonly<Record<RuleDrift['state'], string>> = {
  in_sync: 'success',
  drifted: 'warning',
  missing: 'hollow',
  not_installed: 'hollow',
  outdated: 'primary',
  unknown_version: 'warning',
};

const stateName = (state: RuleDrift['state']): string => {
  switch (state) {
    case 'in_sync':
      return i18n.translate('detectionWorkbench.drift.inSync', { defaultMessage: 'In sync' });
    case 'drifted':
      return i18n.translate('detectionWorkbench.drift.drifted', { defaultMessage: 'Changed elsewhere' });
    case 'missing':
      return i18n.translate('detectionWorkbench.drift.missing', { defaultMessage: 'Gone' });
    case 'not_installed':
      return i18n.translate('detectionWorkbench.drift.notInstalled', { defaultMessage: 'Not installed' });
    case 'outdated':
      return i18n.translate('detectionWorkbench.drift.outdated', { defaultMessage: 'Update available' });
    case 'unknown_version':
      return i18n.translate('detectionWorkbench.drift.unknown', { defaultMessage: 'Unknown version' });
  }
};

function Fields({ rule }: { rule: RuleDrift }) {
  const id = useGeneratedHtmlId({ prefix: 'dwDrift' });
  if (rule.fields.length === 0) return null;
  return (
    <EuiAccordion
      id={id}
      buttonContent={
        <EuiText size="s">
          {i18n.translate('detectionWorkbench.drift.fields', {
            defaultMessage: '{count, plural, one {# field differs} other {# fields differ}}',
            values: { count: rule.fields.length },
          })}
        </EuiText>
      }
    >
      <DiffTable
        diffs={rule.fields}
        caption={i18n.translate('detectionWorkbench.drift.caption', {
          defaultMessage: 'Bundled against installed: {name}',
          values: { name: rule.name },
        })}
      />
    </EuiAccordion>
  );
}

/** Per rule whether what is installed is what pack and tuning render, and if not in which fields and why. */
export function DriftTable({ rules }: { rules: readonly RuleDrift[] }) {
  const { can } = useTier();
  const link = useAppLink();
  const [selected, setSelected] = useState<readonly RuleDrift[]>([]);
  const [asking, setAsking] = useState(false);
  const restore = useApiStream(restoreRules, { invalidates: CONTENT_RESOURCES });
  const allowed = can('manage');
  const isRestorable = ({ state }: RuleDrift) => state === 'drifted' || state === 'unknown_version';
  const started = restore.running || restore.events.length > 0 || restore.error !== undefined;

  return (
    <>
      {allowed && rules.some(isRestorable) && (
        <>
          <EuiFlexGroup responsive={false}>
            <EuiFlexItem grow={false}>
              <EuiButton
                size="s"
                iconType={'refresh'}
                isDisabled={selected.length === 0}
                onClick={() => setAsking(true)}
                data-test-subj={subj.content.restore}
              >
                {i18n.translate('detectionWorkbench.drift.restore', {
                  defaultMessage: 'Restore {count, plural, =0 {selected rules} one {# rule} other {# rules}}',
                  values: { count: selected.length },
                })}
              </EuiButton>
            </EuiFlexItem>
          </EuiFlexGroup>
          <EuiSpacer size="s" />
        </>
      )}
      {started && (
        <>
          <ApplyProgress events={restore.events} running={restore.running} error={restore.error} />
          <EuiSpacer size="m" />
        </>
      )}
      <EuiBasicTable<RuleDrift>
        tableCaption={i18n.translate('detectionWorkbench.drift.table', {
          defaultMessage: 'Bundled against installed rules',
        })}
        items={[...rules]}
        itemId="ruleKey"
        noItemsMessage={i18n.translate('detectionWorkbench.drift.nothing', {
          defaultMessage: 'No rule is installed yet, so nothing can differ.',
        })}
        data-test-subj={subj.content.drift}
        {...(allowed && rules.some(isRestorable)
          ? { selection: { selectable: isRestorable, onSelectionChange: setSelected } }
          : {})}
        columns={[
          {
            field: 'ruleKey',
            name: i18n.translate('detectionWorkbench.drift.key', { defaultMessage: 'Rule' }),
            width: '90px',
            render: (ruleKey: string) => <strong>{ruleKey}</strong>,
          },
          {
            field: 'name',
            name: i18n.translate('detectionWorkbench.drift.name', { defaultMessage: 'Name' }),
            render: (name: string, { packId, ruleKey }: RuleDrift) => (
              <EuiLink
                {...link(`${paths.technique(packId.split('_')[0]?.toUpperCase() ?? '', 'tuning')}?rule=${ruleKey}`)}
              >
                {name}
              </EuiLink>
            ),
          },
          {
            field: 'state',
            name: i18n.translate('detectionWorkbench.drift.state', { defaultMessage: 'State' }),
            width: '170px',
            render: (state: RuleDrift['state'], { enabled }: RuleDrift) => (
              <EuiBadgeGroup gutterSize="xs">
                <EuiBadge color={STATE_COLOR[state]}>{stateName(state)}</EuiBadge>
                {enabled === false && (
                  <EuiBadge color="hollow">
                    {i18n.translate('detectionWorkbench.drift.disabled', { defaultMessage: 'Disabled' })}
                  </EuiBadge>
                )}
              </EuiBadgeGroup>
            ),
          },
          {
            name: i18n.translate('detectionWorkbench.drift.changed', { defaultMessage: 'Last changed' }),
            width: '150px',
            render: ({ changed }: RuleDrift) =>
              changed && (
                <EuiText size="s">
                  {changed.by}
                  <div>
                    <RelativeTime at={changed.at} />
                  </div>
                </EuiText>
              ),
          },
          {
            name: i18n.translate('detectionWorkbench.drift.what', { defaultMessage: 'What differs' }),
            width: '40%',
            render: (rule: RuleDrift) => <Fields rule={rule} />,
          },
        ]}
      />
      {asking && (
        <ReasonModal
          title={i18n.translate('detectionWorkbench.drift.restoreTitle', {
            defaultMessage: 'Put {count, plural, one {# rule} other {# rules}} back',
            values: { count: selected.length },
          })}
          confirm={i18n.translate('detectionWorkbench.drift.restoreConfirm', { defaultMessage: 'Restore' })}
          isBusy={false}
          error={null}
          onCancel={() => setAsking(false)}
          onConfirm={({ reason }) => {
            setAsking(false);
            void restore.start({ body: { ruleKeys: selected.map(({ ruleKey }) => ruleKey), reason } });
          }}
          data-test-subj={subj.content.restoreConfirm}
        >
          <EuiText size="s">
            {i18n.translate('detectionWorkbench.drift.restoreWhat', {
              defaultMessage:
                'The installed rules become what their pack and your saved tuning render. Allowlists, actions and whether a rule is enabled stay.',
            })}
          </EuiText>
          <EuiSpacer size="m" />
        </ReasonModal>
      )}
    </>
  );
}
