import React from 'react';
import { EuiBasicTable, EuiLink } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { valuesOf } from '../../../common/allowlist';
import { useTimeFormat } from '../../components';
import { subj } from '../../test_subjects';

export interface EventRow {
  id: string;
  index: string;
  source: Record<string, unknown>;
}

const text = (source: Record<string, unknown>, ...fields: string[]): string =>
  fields
    .map((field) => valuesOf(source, field).join(', '))
    .filter(Boolean)
    .join(':');

interface EventsTableProps {
  rows: readonly EventRow[];
  onOpen(id: string): void;
}

/** One line an event; its time opens the whole document. */
export function EventsTable({ rows, onOpen }: EventsTableProps) {
  const format = useTimeFormat();
  return (
    <EuiBasicTable<EventRow>
      compressed
      tableCaption={i18n.translate('detectionWorkbench.events.caption', { defaultMessage: 'Events, newest first' })}
      items={[...rows]}
      itemId="id"
      data-test-subj={subj.events.grid}
      columns={[
        {
          name: i18n.translate('detectionWorkbench.events.time', { defaultMessage: 'Time' }),
          width: '190px',
          render: ({ id, source }: EventRow) => (
            <EuiLink onClick={() => onOpen(id)} data-test-subj={subj.events.row}>
              {format(text(source, '@timestamp'))}
            </EuiLink>
          ),
        },
        {
          name: i18n.translate('detectionWorkbench.events.host', { defaultMessage: 'Host' }),
          width: '120px',
          truncateText: true,
          render: ({ source }: EventRow) => text(source, 'host.name'),
        },
        {
          name: i18n.translate('detectionWorkbench.events.kind', { defaultMessage: 'Kind' }),
          width: '90px',
          render: ({ source }: EventRow) => text(source, 'event.category'),
        },
        {
          name: i18n.translate('detectionWorkbench.events.process', { defaultMessage: 'Process' }),
          width: '150px',
          truncateText: true,
          render: ({ source }: EventRow) => text(source, 'process.name'),
        },
        {
          name: i18n.translate('detectionWorkbench.events.user', { defaultMessage: 'User' }),
          width: '110px',
          truncateText: true,
          render: ({ source }: EventRow) => text(source, 'user.name'),
        },
        {
          name: i18n.translate('detectionWorkbench.events.subject', { defaultMessage: 'Destination, file or command' }),
          truncateText: true,
          render: ({ source }: EventRow) =>
            text(source, 'destination.ip', 'destination.port') ||
            text(source, 'registry.path') ||
            text(source, 'file.path') ||
            text(source, 'dns.question.name') ||
            text(source, 'process.command_line'),
        },
        {
          field: 'index',
          name: i18n.translate('detectionWorkbench.events.indexColumn', { defaultMessage: 'Index' }),
          width: '230px',
          truncateText: true,
        },
      ]}
    />
  );
}
