import React, { useState } from 'react';
import {
  EuiBadge,
  EuiBasicTable,
  EuiButtonEmpty,
  EuiLink,
  EuiSpacer,
  EuiText,
  EuiTitle,
  useEuiTheme,
  type EuiBasicTableColumn,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { listRecordedExceptions, type RecordedException } from '../../../../common/api/exception_guard';
import { useApiQuery } from '../../../api';
import { useAppLink } from '../../../components';
import { RelativeTime } from '../../../components/formatted_time';
import { useTier } from '../../../kibana';
import { paths } from '../../../sections';
import { subj } from '../../../test_subjects';
import { AcceptModal } from './accept_modal';

const SHOWN = 3;

function harmName(verdict: RecordedException['verdict']): string {
  switch (verdict) {
    case 'blinding':
      return i18n.translate('detectionWorkbench.recorded.blinding', { defaultMessage: 'Hides an attack' });
    case 'breaks_rule':
      return i18n.translate('detectionWorkbench.recorded.breaksRule', { defaultMessage: 'Stops a rule' });
    case 'ineffective':
      return i18n.translate('detectionWorkbench.recorded.ineffective', { defaultMessage: 'Does nothing' });
  }
}

function Evidence({ evidence }: Pick<RecordedException, 'evidence'>) {
  const left = evidence.length - SHOWN;
  return (
    <EuiText size="xs" color="subdued">
      {evidence.slice(0, SHOWN).map((sentence) => (
        <div key={sentence}>{sentence}</div>
      ))}
      {left > 0 &&
        i18n.translate('detectionWorkbench.recorded.more', {
          defaultMessage: 'And {count, number} more.',
          values: { count: left },
        })}
    </EuiText>
  );
}

function Rules({ rules, techniqueIds }: Pick<RecordedException, 'rules' | 'techniqueIds'>) {
  const link = useAppLink();
  const [technique] = techniqueIds;
  return (
    <EuiText size="s">
      {technique ? (
        <EuiLink {...link(paths.technique(technique, 'allowlist'))}>{rules.join(', ')}</EuiLink>
      ) : (
        rules.join(', ')
      )}
    </EuiText>
  );
}

function columns(
  onAccept: ((record: RecordedException) => void) | undefined,
): Array<EuiBasicTableColumn<RecordedException>> {
  return [
    {
      name: i18n.translate('detectionWorkbench.recorded.column.effect', { defaultMessage: 'Effect' }),
      width: '150px',
      render: ({ verdict }: RecordedException) => (
        <EuiBadge color={verdict === 'ineffective' ? 'warning' : 'danger'}>{harmName(verdict)}</EuiBadge>
      ),
    },
    {
      name: i18n.translate('detectionWorkbench.recorded.column.what', { defaultMessage: 'Exception and evidence' }),
      render: ({ itemName, evidence }: RecordedException) => (
        <EuiText size="s" style={{ overflowWrap: 'anywhere' }}>
          <strong>{itemName}</strong>
          <Evidence evidence={evidence} />
        </EuiText>
      ),
    },
    {
      name: i18n.translate('detectionWorkbench.recorded.column.who', { defaultMessage: 'Written by' }),
      width: '150px',
      render: ({ user, at }: RecordedException) => (
        <EuiText size="s">
          {user}
          <div>
            <RelativeTime at={at} />
          </div>
        </EuiText>
      ),
    },
    {
      name: i18n.translate('detectionWorkbench.recorded.column.rules', { defaultMessage: 'Rules' }),
      width: '140px',
      render: ({ rules, techniqueIds }: RecordedException) => <Rules rules={rules} techniqueIds={techniqueIds} />,
    },
    ...(onAccept
      ? [
          {
            name: i18n.translate('detectionWorkbench.recorded.column.accept', { defaultMessage: 'Accept' }),
            width: '130px',
            render: (record: RecordedException) => (
              <EuiButtonEmpty
                size="s"
                flush="left"
                onClick={() => onAccept(record)}
                data-test-subj={subj.exceptions.accept(record.id)}
              >
                {i18n.translate('detectionWorkbench.recorded.accept', { defaultMessage: 'Accept…' })}
              </EuiButtonEmpty>
            ),
          },
        ]
      : []),
  ];
}

/** Exceptions that were let through at the door and still do harm; nothing where there are none. */
export function RecordedTable({ highlighted }: { highlighted: string | undefined }) {
  const { can } = useTier();
  const { euiTheme } = useEuiTheme();
  const { data } = useApiQuery(listRecordedExceptions, {}, { staleTime: 0 });
  const [asked, setAsked] = useState<RecordedException>();
  if (data === undefined || data.recorded.length === 0) return null;
  return (
    <>
      <EuiTitle size="xs">
        <h2>
          {i18n.translate('detectionWorkbench.recorded.title', {
            defaultMessage: 'Let through at the door ({count, number})',
            values: { count: data.recorded.length },
          })}
        </h2>
      </EuiTitle>
      <EuiText size="s" color="subdued">
        {i18n.translate('detectionWorkbench.recorded.about', {
          defaultMessage:
            'Each stays here and at the head of the work queue until it is repaired, changed or removed, or accepted until a day.',
        })}
      </EuiText>
      <EuiSpacer size="s" />
      <EuiBasicTable<RecordedException>
        tableCaption={i18n.translate('detectionWorkbench.recorded.caption', {
          defaultMessage: 'Harmful exceptions that were written outside the workbench',
        })}
        items={data.recorded}
        itemId="id"
        columns={columns(can('manage') ? setAsked : undefined)}
        rowProps={({ id }: RecordedException) =>
          id === highlighted ? { style: { backgroundColor: euiTheme.colors.highlight } } : {}
        }
        data-test-subj={subj.exceptions.recorded}
      />
      <EuiSpacer size="xl" />
      {asked && <AcceptModal record={asked} onClose={() => setAsked(undefined)} />}
    </>
  );
}
