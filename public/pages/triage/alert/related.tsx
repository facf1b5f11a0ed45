import React from 'react';
import { EuiBadge, EuiLink, EuiSpacer, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { AlertRow } from '../../../../common/api/alerts';
import { RelativeTime, SeverityHealth } from '../../../components';
import { subj } from '../../../test_subjects';
import { statusName } from '../state/words';
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
      <EuiText size="xs">
        <ul>
          {rows.map((row) => (
            <li key={row.id} style={{ marginBlockEnd: 4 }}>
              <EuiLink
                href={hrefOf(row.id)}
                onClick={(event: React.MouseEvent) => {
                  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
                  event.preventDefault();
                  onOpen(row.id);
                }}
                data-test-subj={subj.alert.relatedAlert}
              >
                {row.ruleName}
              </EuiLink>{' '}
              <SeverityHealth severity={row.severity} />{' '}
              {[row.host, row.process, row.destination].filter(Boolean).join(', ')}, <RelativeTime at={row.at} />{' '}
              <EuiBadge color="hollow">{statusName(row.status)}</EuiBadge>
            </li>
          ))}
        </ul>
      </EuiText>
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
