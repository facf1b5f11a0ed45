import React from 'react';
import { EuiBasicTable, EuiSpacer, EuiText, type EuiBasicTableColumn } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { AlertRow } from '../../../../common/api/alerts';
import { RelativeTime } from '../../../components';
import { subj } from '../../../test_subjects';
import { statusName } from '../state/words';
import { AlertLink } from './alert_link';
import { FlyoutSection } from './flyout_section';
import type { AlertDetails } from './use_alert';

interface RelatedProps {
  related: AlertDetails['related'];
  hrefOf(alertId: string): string;
  onOpen(alertId: string): void;
}

/** The server looks for this many of each kind. */
const MOST = 10;

function List({
  kind,
  title,
  rows,
  hrefOf,
  onOpen,
}: Omit<RelatedProps, 'related'> & { kind: string; title: string; rows: readonly AlertRow[] }) {
  const columns: Array<EuiBasicTableColumn<AlertRow>> = [
    {
      name: i18n.translate('detectionWorkbench.related.rule', { defaultMessage: 'Rule' }),
      render: (row: AlertRow) => (
        <AlertLink
          row={row}
          href={hrefOf(row.id)}
          onOpen={() => onOpen(row.id)}
          data-test-subj={subj.alert.relatedAlert}
        />
      ),
    },
    {
      name: i18n.translate('detectionWorkbench.related.what', { defaultMessage: 'Host, process, destination' }),
      render: (row: AlertRow) => [row.host, row.process, row.destination].filter(Boolean).join(', '),
    },
    {
      name: i18n.translate('detectionWorkbench.related.when', { defaultMessage: 'When' }),
      width: '110px',
      render: (row: AlertRow) => <RelativeTime at={row.at} />,
    },
    {
      name: i18n.translate('detectionWorkbench.related.status', { defaultMessage: 'Status' }),
      width: '110px',
      render: (row: AlertRow) => statusName(row.status),
    },
  ];
  return (
    <div data-test-subj={subj.alert.related(kind)}>
      <EuiText size="s">
        <h4>
          {i18n.translate('detectionWorkbench.alert.relatedCount', {
            defaultMessage: '{title}: {count}',
            values: {
              title,
              count:
                rows.length < MOST
                  ? String(rows.length)
                  : i18n.translate('detectionWorkbench.alert.relatedAtLeast', {
                      defaultMessage: 'at least {count, number}',
                      values: { count: MOST },
                    }),
            },
          })}
        </h4>
      </EuiText>
      {rows.length > 0 && (
        <EuiBasicTable<AlertRow> compressed tableCaption={title} items={[...rows]} columns={columns} />
      )}
      <EuiSpacer size="s" />
    </div>
  );
}

/** Other alerts of the same host, process and destination, newest first. */
export function Related({ related, hrefOf, onOpen }: RelatedProps) {
  const lists = [
    {
      kind: 'host',
      title: i18n.translate('detectionWorkbench.alert.sameHost', { defaultMessage: 'Same host' }),
      rows: related.sameHost,
    },
    {
      kind: 'process',
      title: i18n.translate('detectionWorkbench.alert.sameProcess', { defaultMessage: 'Same process' }),
      rows: related.sameProcess,
    },
    {
      kind: 'destination',
      title: i18n.translate('detectionWorkbench.alert.sameDestination', { defaultMessage: 'Same destination' }),
      rows: related.sameDestination,
    },
  ];
  return (
    <FlyoutSection title={i18n.translate('detectionWorkbench.alert.related', { defaultMessage: 'Related alerts' })}>
      {lists.map((list) => (
        <List key={list.kind} {...list} hrefOf={hrefOf} onOpen={onOpen} />
      ))}
    </FlyoutSection>
  );
}
