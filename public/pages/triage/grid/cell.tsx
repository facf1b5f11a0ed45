import React from 'react';
import { EuiBadge, EuiIcon, EuiToolTip } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { AlertRow } from '../../../../common/api/alerts';
import { AbsoluteTime, SeverityHealth } from '../../../components';
import { icons } from '../../../components/icons';
import { subj } from '../../../test_subjects';
import { AlertLink } from '../alert/alert_link';
import { ScoreText } from '../alert/score';
import { statusName } from '../state/words';
import type { ColumnId } from './columns';

const NONE = '—';

function RuleCell({ row, href, onOpen }: { row: AlertRow; href: string; onOpen(): void }) {
  return (
    <>
      <AlertLink row={row} href={href} onOpen={onOpen} data-test-subj={subj.triage.openAlert} />
      {row.testRun && (
        <>
          {' '}
          <EuiToolTip
            content={i18n.translate('detectionWorkbench.alert.testRunShort', {
              defaultMessage: 'Made by demo or replayed events',
            })}
          >
            <EuiIcon
              type={icons.test}
              size="s"
              color="subdued"
              aria-label={i18n.translate('detectionWorkbench.alert.testRunShort', {
                defaultMessage: 'Made by demo or replayed events',
              })}
            />
          </EuiToolTip>
        </>
      )}
    </>
  );
}

export interface AlertCellProps {
  row: AlertRow;
  column: ColumnId;
  href: string;
  onOpen(): void;
  /** Name of a person by id. */
  personName(uid: string): string;
}

/** One cell of the grid: plain text wherever possible, because there are hundreds of them. */
export function AlertCell({ row, column, href, onOpen, personName }: AlertCellProps) {
  switch (column) {
    case 'time':
      return <AbsoluteTime at={row.at} />;
    case 'event_time':
      return row.eventAt ? <AbsoluteTime at={row.eventAt} /> : <>{NONE}</>;
    case 'rule':
      return <RuleCell row={row} href={href} onOpen={onOpen} />;
    case 'technique':
      return <>{row.techniqueId || NONE}</>;
    case 'severity':
      return <SeverityHealth severity={row.severity} />;
    case 'score':
      return row.score ? <ScoreText score={row.score} /> : <>{NONE}</>;
    case 'risk':
      return <>{row.riskScore}</>;
    case 'host':
      return <>{row.host ?? NONE}</>;
    case 'user':
      return <>{row.user ?? NONE}</>;
    case 'process':
      return <>{row.process ?? NONE}</>;
    case 'parent':
      return <>{row.parentProcess ?? NONE}</>;
    case 'destination':
      return <>{row.destination ?? NONE}</>;
    case 'status':
      return (
        <EuiBadge color={row.status === 'open' ? 'primary' : 'hollow'} style={{ verticalAlign: 'top' }}>
          {statusName(row.status)}
        </EuiBadge>
      );
    case 'assignees':
      return <>{row.assignees.map(personName).join(', ') || NONE}</>;
    case 'tags':
      return <>{row.tags.join(', ') || NONE}</>;
    case 'reason':
      return <>{row.reason}</>;
  }
}
