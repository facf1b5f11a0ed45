import React from 'react';
import { EuiBadge, EuiBadgeGroup, EuiBasicTable, EuiLink, EuiText, type EuiBasicTableColumn } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { describeEntries } from '../../../../common/allowlist';
import type { EntryRow } from '../../../../common/api/allowlist';
import { BreadthBadge } from '../../../allowlist';
import { isVerdict, RelativeTime, VerdictBadge } from '../../../components';
import { FindingTexts } from '../../../components/finding_texts';
import { useTier } from '../../../kibana';
import { subj } from '../../../test_subjects';
import { EntryActions, type EntryAction } from './entry_actions';

function StateBadge({ state }: { state: EntryRow['state'] }) {
  switch (state) {
    case 'active':
      return null;
    case 'disabled':
      return (
        <EuiBadge>{i18n.translate('detectionWorkbench.entry.state.disabled', { defaultMessage: 'Off' })}</EuiBadge>
      );
    case 'expired':
      return (
        <EuiBadge>{i18n.translate('detectionWorkbench.entry.state.expired', { defaultMessage: 'Expired' })}</EuiBadge>
      );
    case 'expiring':
      return (
        <EuiBadge color="warning">
          {i18n.translate('detectionWorkbench.entry.state.expiring', { defaultMessage: 'Expires soon' })}
        </EuiBadge>
      );
  }
}

function EntryCell({ entry, onEdit }: { entry: EntryRow; onEdit(): void }) {
  const { can } = useTier();
  const conditions = describeEntries(entry.conditions);
  return (
    <EuiText size="s" style={{ overflowWrap: 'anywhere' }}>
      {can('tune') && entry.managed ? <EuiLink onClick={onEdit}>{entry.name}</EuiLink> : <strong>{entry.name}</strong>}
      {conditions !== entry.name && <div>{conditions}</div>}
      <div>
        <EuiBadgeGroup gutterSize="xs">
          <StateBadge state={entry.state} />
          {!entry.managed && (
            <EuiBadge color="hollow">
              {i18n.translate('detectionWorkbench.entry.foreign', { defaultMessage: 'Written in Elastic Security' })}
            </EuiBadge>
          )}
          {entry.override && (
            <EuiBadge color="danger">
              {i18n.translate('detectionWorkbench.entry.overridden', { defaultMessage: 'Override' })}
            </EuiBadge>
          )}
        </EuiBadgeGroup>
      </div>
      <FindingTexts findings={entry.findings} />
    </EuiText>
  );
}

function columns(onAction: (entry: EntryRow, action: EntryAction) => void): Array<EuiBasicTableColumn<EntryRow>> {
  return [
    {
      name: i18n.translate('detectionWorkbench.entry.column.entry', { defaultMessage: 'Hidden when' }),
      width: '30%',
      render: (entry: EntryRow) => <EntryCell entry={entry} onEdit={() => onAction(entry, 'edit')} />,
    },
    {
      name: i18n.translate('detectionWorkbench.entry.column.rules', { defaultMessage: 'Rules' }),
      width: '8%',
      render: ({ ruleKeys }: EntryRow) => ruleKeys.join(', '),
    },
    {
      name: i18n.translate('detectionWorkbench.entry.column.reason', { defaultMessage: 'Reason and owner' }),
      width: '19%',
      render: ({ reason, owner, ticket, createdBy }: EntryRow) => (
        <EuiText size="s" style={{ overflowWrap: 'anywhere' }}>
          {reason}
          <EuiText size="xs" color="subdued">
            {[owner ?? createdBy, ticket].filter(Boolean).join(', ')}
          </EuiText>
        </EuiText>
      ),
    },
    {
      name: i18n.translate('detectionWorkbench.entry.column.expires', { defaultMessage: 'Expires' }),
      width: '10%',
      render: ({ expiresAt }: EntryRow) =>
        expiresAt ? (
          <RelativeTime at={expiresAt} />
        ) : (
          i18n.translate('detectionWorkbench.entry.neverExpires', { defaultMessage: 'never' })
        ),
    },
    {
      name: i18n.translate('detectionWorkbench.entry.column.matches', { defaultMessage: 'Matches in range' }),
      width: '12%',
      render: ({ matchesInRange, matchesAtLeast, lastMatchedAt }: EntryRow) => (
        <EuiText size="s">
          {matchesAtLeast
            ? i18n.translate('detectionWorkbench.entry.atLeast', {
                defaultMessage: 'at least {count, number}',
                values: { count: matchesInRange },
              })
            : matchesInRange}
          <EuiText size="xs" color="subdued">
            {lastMatchedAt ? (
              <>
                {i18n.translate('detectionWorkbench.entry.last', { defaultMessage: 'last' })}{' '}
                <RelativeTime at={lastMatchedAt} />
              </>
            ) : (
              i18n.translate('detectionWorkbench.entry.neverMatched', { defaultMessage: 'never matched' })
            )}
          </EuiText>
        </EuiText>
      ),
    },
    {
      name: i18n.translate('detectionWorkbench.entry.column.breadth', { defaultMessage: 'Breadth' }),
      width: '8%',
      render: ({ breadth }: EntryRow) => <BreadthBadge breadth={breadth} />,
    },
    {
      name: i18n.translate('detectionWorkbench.entry.column.verdict', { defaultMessage: 'Expected attacks' }),
      width: '9%',
      render: ({ verdict }: EntryRow) => isVerdict(verdict) && <VerdictBadge verdict={verdict} />,
    },
    {
      name: i18n.translate('detectionWorkbench.entry.column.actions', { defaultMessage: 'Actions' }),
      width: '70px',
      render: (entry: EntryRow) => <EntryActions entry={entry} onAction={(action) => onAction(entry, action)} />,
    },
  ];
}

export function EntriesTable(props: {
  entries: readonly EntryRow[];
  onAction(entry: EntryRow, action: EntryAction): void;
}) {
  return (
    <EuiBasicTable<EntryRow>
      tableCaption={i18n.translate('detectionWorkbench.entry.caption', {
        defaultMessage: 'Allowlist entries of this technique',
      })}
      items={[...props.entries]}
      columns={columns(props.onAction)}
      data-test-subj={subj.allowlist.table}
    />
  );
}
