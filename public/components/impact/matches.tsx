import React from 'react';
import { EuiBasicTable, EuiLink, EuiSpacer, EuiText, EuiTitle } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { ComparedMatch } from '../../../common/impact';
import { paths } from '../../sections';
import { AbsoluteTime } from '../formatted_time';
import { useAppLink } from '../page_frame';
import { eventIdOf, useMatchedEvents, type MatchedEvent } from './matched_events';

/** Matches that are listed; the totals always count all. */
const LISTED = 10;

function EventCell({ event }: { event: MatchedEvent | undefined }) {
  const link = useAppLink();
  if (!event) return null;
  const asked = new URLSearchParams({ eventId: event.id, index: event.index });
  return (
    <EuiLink {...link(`${paths.explain}?${asked.toString()}`)} target="_blank" external={false}>
      {event.summary || event.id}
    </EuiLink>
  );
}

interface MatchesProps {
  title: string;
  matches: readonly ComparedMatch[];
  /** All of them, listed or not. */
  total: number;
  testSubject: string;
}

/** Matches that a change takes away or brings: what each was, and what became of its alert. */
export function Matches({ title, matches, total, testSubject }: MatchesProps) {
  const listed = matches.slice(0, LISTED);
  const events = useMatchedEvents(listed);
  if (listed.length === 0) return null;
  return (
    <div data-test-subj={testSubject}>
      <EuiSpacer size="s" />
      <EuiTitle size="xxxs">
        <h4>{title}</h4>
      </EuiTitle>
      <EuiBasicTable<ComparedMatch>
        tableCaption={title}
        compressed
        items={listed}
        columns={[
          {
            name: i18n.translate('detectionWorkbench.impact.at', { defaultMessage: 'Time' }),
            width: '200px',
            render: ({ at }: ComparedMatch) => <AbsoluteTime at={at} />,
          },
          {
            name: i18n.translate('detectionWorkbench.impact.event', { defaultMessage: 'Event' }),
            render: (match: ComparedMatch) => <EventCell event={events.get(eventIdOf(match) ?? '')} />,
          },
          {
            field: 'rule',
            name: i18n.translate('detectionWorkbench.impact.rule', { defaultMessage: 'Rule' }),
            width: '70px',
          },
          {
            name: i18n.translate('detectionWorkbench.impact.alert', { defaultMessage: 'Alert' }),
            width: '110px',
            render: ({ alert }: ComparedMatch) =>
              alert?.status ?? i18n.translate('detectionWorkbench.impact.noAlert', { defaultMessage: 'none' }),
          },
        ]}
      />
      {total > LISTED && (
        <EuiText size="xs" color="subdued">
          {i18n.translate('detectionWorkbench.impact.listed', {
            defaultMessage: 'The first {shown, number} of {total, number}',
            values: { shown: LISTED, total },
          })}
        </EuiText>
      )}
    </div>
  );
}
