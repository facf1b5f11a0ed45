import React, { useState } from 'react';
import { EuiButton, EuiFlexGroup, EuiFlexItem, EuiSpacer, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { listEntries, type EntryRow } from '../../../../common/api/allowlist';
import { AllowlistEditorFlyout, entryFields, type EntryStart } from '../../../allowlist';
import { useApiQuery } from '../../../api';
import { EmptyState, Loaded } from '../../../components';
import { useTimeRange, useUrlState } from '../../../hooks';
import { useTier } from '../../../kibana';
import { subj } from '../../../test_subjects';
import type { TechniqueTabProps } from '../types';
import { EntriesTable } from './entries_table';
import type { EntryAction } from './entry_actions';
import { EntryDialog, type DialogAction } from './entry_dialog';
import { EntryHistoryFlyout } from './entry_history_flyout';
import { Templates } from './templates';

const NEW = 'new';

/** An entry that exists, as the editor's start. */
const startOf = (entry: EntryRow): EntryStart => ({
  name: entry.name,
  ruleKeys: entry.ruleKeys,
  conditions: entry.conditions,
  ...(entry.osTypes ? { osTypes: entry.osTypes } : {}),
  ...(entry.owner ? { owner: entry.owner } : {}),
  ...(entry.ticket ? { ticket: entry.ticket } : {}),
  ...(entry.expiresAt ? { expiresAt: entry.expiresAt } : {}),
  ...(entry.templateId ? { templateId: entry.templateId } : {}),
  ...(entry.alertId ? { alertId: entry.alertId } : {}),
});

export function AllowlistTab({ technique, pack }: TechniqueTabProps) {
  const url = useUrlState();
  const time = useTimeRange();
  const { can } = useTier();
  const query = useApiQuery(
    listEntries,
    { query: { techniqueId: technique.summary.id, ...time.range } },
    { keepPrevious: true },
  );
  const [dialog, setDialog] = useState<{ entry: EntryRow; action: DialogAction | 'history' }>();
  const editing = can('tune') ? url.get('entry') : undefined;
  const template = can('tune') ? pack.allowlist.find(({ id }) => id === url.get('template')) : undefined;
  const closeEditor = () => url.set({ entry: undefined, template: undefined });
  const edited = query.data?.entries.find(({ id, managed }) => id === editing && managed);
  const start: EntryStart | undefined = template
    ? { template }
    : edited
      ? startOf(edited)
      : editing === NEW
        ? { ruleKeys: technique.rules.slice(0, 1).map(({ key }) => key) }
        : undefined;

  const act = (entry: EntryRow, action: EntryAction) => {
    if (action === 'edit') url.set({ entry: entry.id }, 'push');
    else setDialog({ entry, action });
  };
  const addButton = can('tune') && (
    <EuiButton
      fill
      size="s"
      iconType="plus"
      onClick={() => url.set({ entry: NEW }, 'push')}
      data-test-subj={subj.allowlist.add}
    >
      {i18n.translate('detectionWorkbench.allowlist.add', { defaultMessage: 'New entry' })}
    </EuiButton>
  );

  return (
    <>
      <Loaded query={query}>
        {({ entries }) => (
          <>
            {entries.length === 0 ? (
              <EmptyState
                title={i18n.translate('detectionWorkbench.allowlist.empty', {
                  defaultMessage: 'No allowlist entry yet',
                })}
                actions={addButton || undefined}
              >
                <p>
                  {i18n.translate('detectionWorkbench.allowlist.emptyBody', {
                    defaultMessage:
                      'An entry hides one kind of harmless event from the rules you choose. Start from a template below, from an alert, or from nothing; you see what it would hide before it is saved.',
                  })}
                </p>
              </EmptyState>
            ) : (
              <>
                <EuiFlexGroup justifyContent="spaceBetween" alignItems="center">
                  <EuiFlexItem>
                    <EuiText size="s">
                      {i18n.translate('detectionWorkbench.allowlist.count', {
                        defaultMessage: '{count, plural, one {# entry} other {# entries}}',
                        values: { count: entries.length },
                      })}
                    </EuiText>
                  </EuiFlexItem>
                  <EuiFlexItem grow={false}>{addButton}</EuiFlexItem>
                </EuiFlexGroup>
                <EuiSpacer size="s" />
                <EntriesTable entries={entries} onAction={act} />
              </>
            )}
            <EuiSpacer size="l" />
            <Templates
              pack={pack}
              isOpen={entries.length === 0}
              onUse={({ id }) => url.set({ template: id }, 'push')}
            />
          </>
        )}
      </Loaded>
      {start && (
        <AllowlistEditorFlyout
          key={template?.id ?? editing}
          start={start}
          rules={technique.rules}
          fields={entryFields([pack])}
          {...(edited ? { replaces: edited } : {})}
          onClose={closeEditor}
        />
      )}
      {dialog?.action === 'history' && <EntryHistoryFlyout entry={dialog.entry} onClose={() => setDialog(undefined)} />}
      {dialog && dialog.action !== 'history' && (
        <EntryDialog entry={dialog.entry} action={dialog.action} onClose={() => setDialog(undefined)} />
      )}
    </>
  );
}
