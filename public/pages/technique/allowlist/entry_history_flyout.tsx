import React, { useState } from 'react';
import {
  EuiButton,
  EuiFlyout,
  EuiFlyoutBody,
  EuiFlyoutHeader,
  EuiPanel,
  EuiSpacer,
  EuiText,
  EuiTitle,
  useGeneratedHtmlId,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { describeEntries } from '../../../../common/allowlist';
import { entryHistory, undoEntry, type Entry, type EntryRow } from '../../../../common/api/allowlist';
import { ALLOWLIST_RESOURCES } from '../../../allowlist';
import { useApiMutation, useApiQuery } from '../../../api';
import { DiffTable, Loaded, RelativeTime, type FieldDiff } from '../../../components';
import { ReasonModal } from '../../../components/reason_modal';
import { useTier } from '../../../kibana';
import { subj } from '../../../test_subjects';

/** Fields that a person changes; the rest (version, times) changes by itself. */
const SHOWN = ['name', 'ruleKeys', 'conditions', 'owner', 'ticket', 'expiresAt', 'state', 'override'] as const;
type ShownField = (typeof SHOWN)[number];

function fieldName(field: ShownField): string {
  switch (field) {
    case 'name':
      return i18n.translate('detectionWorkbench.entry.field.name', { defaultMessage: 'Name' });
    case 'ruleKeys':
      return i18n.translate('detectionWorkbench.entry.field.rules', { defaultMessage: 'Rules' });
    case 'conditions':
      return i18n.translate('detectionWorkbench.entry.field.conditions', { defaultMessage: 'Hidden when' });
    case 'owner':
      return i18n.translate('detectionWorkbench.entry.field.owner', { defaultMessage: 'Owner' });
    case 'ticket':
      return i18n.translate('detectionWorkbench.entry.field.ticket', { defaultMessage: 'Ticket' });
    case 'expiresAt':
      return i18n.translate('detectionWorkbench.entry.field.expires', { defaultMessage: 'Expires' });
    case 'state':
      return i18n.translate('detectionWorkbench.entry.field.state', { defaultMessage: 'State' });
    case 'override':
      return i18n.translate('detectionWorkbench.entry.field.override', { defaultMessage: 'Override' });
  }
}

function shown(entry: Partial<Entry> | undefined, field: ShownField): unknown {
  if (!entry) return undefined;
  switch (field) {
    case 'conditions':
      return entry.conditions && describeEntries(entry.conditions);
    case 'ruleKeys':
      return entry.ruleKeys?.join(', ');
    case 'override':
      return entry.override && `${entry.override.reason} (${entry.override.expiresAt.slice(0, 10)})`;
    default:
      return entry[field];
  }
}

export function entryDiff(before: Partial<Entry> | undefined, after: Partial<Entry> | undefined): FieldDiff[] {
  return SHOWN.map((field) => ({
    field: fieldName(field),
    before: shown(before, field),
    after: shown(after, field),
  })).filter(({ before: old, after: fresh }) => old !== fresh);
}

/** `allowlist.create` and the like in words; what a newer version wrote is shown as it is. */
function actionWord(action: string): string {
  switch (action) {
    case 'allowlist.create':
      return i18n.translate('detectionWorkbench.entry.did.create', { defaultMessage: 'created' });
    case 'allowlist.update':
      return i18n.translate('detectionWorkbench.entry.did.update', { defaultMessage: 'changed' });
    case 'allowlist.disable':
      return i18n.translate('detectionWorkbench.entry.did.disable', { defaultMessage: 'switched off' });
    case 'allowlist.enable':
      return i18n.translate('detectionWorkbench.entry.did.enable', { defaultMessage: 'switched on' });
    case 'allowlist.renew':
      return i18n.translate('detectionWorkbench.entry.did.renew', { defaultMessage: 'renewed' });
    case 'allowlist.delete':
      return i18n.translate('detectionWorkbench.entry.did.delete', { defaultMessage: 'deleted' });
    case 'allowlist.undo':
      return i18n.translate('detectionWorkbench.entry.did.undo', { defaultMessage: 'last change taken back' });
    default:
      return action;
  }
}

/** Who changed an entry, when and why, and one step back. */
export function EntryHistoryFlyout({ entry, onClose }: { entry: EntryRow; onClose(): void }) {
  const titleId = useGeneratedHtmlId({ prefix: 'dwEntryHistory' });
  const { can } = useTier();
  const [undoing, setUndoing] = useState(false);
  const history = useApiQuery(entryHistory, { params: { entryId: entry.id } });
  const undo = useApiMutation(undoEntry, {
    invalidates: ALLOWLIST_RESOURCES,
    onSuccess: () => {
      setUndoing(false);
      onClose();
    },
  });
  return (
    <EuiFlyout onClose={onClose} size="m" aria-labelledby={titleId} data-test-subj={subj.allowlist.history}>
      <EuiFlyoutHeader hasBorder>
        <EuiTitle size="m">
          <h2 id={titleId}>
            {i18n.translate('detectionWorkbench.entry.historyTitle', {
              defaultMessage: 'History of {name}',
              values: { name: entry.name },
            })}
          </h2>
        </EuiTitle>
      </EuiFlyoutHeader>
      <EuiFlyoutBody>
        {can('tune') && entry.managed && (
          <>
            <EuiButton size="s" onClick={() => setUndoing(true)} data-test-subj={subj.allowlist.action('undo')}>
              {i18n.translate('detectionWorkbench.entry.undo', { defaultMessage: 'Undo the last change' })}
            </EuiButton>
            <EuiSpacer size="m" />
          </>
        )}
        <Loaded query={history}>
          {({ revisions }) => (
            <>
              {revisions.map((revision, index) => (
                <React.Fragment key={index}>
                  <EuiPanel hasBorder hasShadow={false} paddingSize="m">
                    <EuiText size="s">
                      <p>
                        <strong>{revision.by}</strong>, <RelativeTime at={revision.at} />: {actionWord(revision.action)}
                      </p>
                      <p>{revision.reason}</p>
                    </EuiText>
                    <DiffTable
                      diffs={entryDiff(revision.before, revision.after)}
                      caption={i18n.translate('detectionWorkbench.entry.historyCaption', {
                        defaultMessage: 'What changed',
                      })}
                    />
                  </EuiPanel>
                  <EuiSpacer size="m" />
                </React.Fragment>
              ))}
            </>
          )}
        </Loaded>
      </EuiFlyoutBody>
      {undoing && (
        <ReasonModal
          title={i18n.translate('detectionWorkbench.entry.undoTitle', { defaultMessage: 'Take the last change back?' })}
          confirm={i18n.translate('detectionWorkbench.entry.undoConfirm', { defaultMessage: 'Take back' })}
          initialReason={i18n.translate('detectionWorkbench.entry.undoReason', {
            defaultMessage: 'Last change taken back',
          })}
          isBusy={undo.isLoading}
          error={undo.error}
          onCancel={() => setUndoing(false)}
          onConfirm={(answer) =>
            undo.mutate({ params: { entryId: entry.id }, body: { ...answer, version: entry.version } })
          }
        />
      )}
    </EuiFlyout>
  );
}
