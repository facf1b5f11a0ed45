import { i18n } from '@kbn/i18n';
import { parseIp } from '../../../../common/allowlist/ip';
import type { AlertRow } from '../../../../common/api/alerts';
import type { AlertSort } from '../state/triage_state';

export type ColumnId =
  | 'time'
  | 'rule'
  | 'technique'
  | 'severity'
  | 'score'
  | 'host'
  | 'user'
  | 'process'
  | 'destination'
  | 'status'
  | 'assignees'
  | 'tags'
  | 'risk'
  | 'event_time'
  | 'parent'
  | 'reason';

export interface AlertColumn {
  id: ColumnId;
  name: string;
  /** Said in the column's header on hover and in its menu. */
  explanation?: string;
  width?: number;
  /** The server sorts by it over all pages. */
  sort?: AlertSort['field'];
  /** Shown until the user chooses. */
  initially: boolean;
  /** Field and exact value that the cell can be narrowed to. */
  term?: (row: AlertRow) => { field: string; value: string } | undefined;
}

/** The address of `192.0.2.1:443` or `[2001:db8::1]:443`; a name is no address. */
export function addressOf(destination: string): string | undefined {
  const host = /^\[(.+)\](?::\d+)?$/.exec(destination)?.[1] ?? destination.replace(/:\d+$/, '');
  return parseIp(host) === undefined ? undefined : host;
}

const exact = (field: string, value: string | undefined) => (value === undefined ? undefined : { field, value });

export const COLUMNS: readonly AlertColumn[] = [
  {
    id: 'time',
    name: i18n.translate('detectionWorkbench.triage.column.time', { defaultMessage: 'Time' }),
    width: 186,
    sort: '@timestamp',
    initially: true,
  },
  {
    id: 'rule',
    name: i18n.translate('detectionWorkbench.triage.column.rule', { defaultMessage: 'Rule' }),
    width: 204,
    sort: 'kibana.alert.rule.name',
    initially: true,
    term: ({ ruleName }) => exact('kibana.alert.rule.name', ruleName),
  },
  {
    id: 'technique',
    name: i18n.translate('detectionWorkbench.triage.column.technique', { defaultMessage: 'Technique' }),
    width: 78,
    initially: true,
  },
  {
    id: 'severity',
    name: i18n.translate('detectionWorkbench.triage.column.severity', { defaultMessage: 'Severity' }),
    width: 84,
    sort: 'kibana.alert.severity',
    initially: true,
    term: ({ severity }) => exact('kibana.alert.severity', severity),
  },
  {
    id: 'score',
    name: i18n.translate('detectionWorkbench.triage.column.score', { defaultMessage: 'Score (this page)' }),
    explanation: i18n.translate('detectionWorkbench.triage.column.scoreExplanation', {
      defaultMessage:
        'Process risk times port suspicion, 0 to 100. It is computed for the alerts on this page, so it cannot be sorted over all pages.',
    }),
    width: 118,
    initially: true,
  },
  {
    id: 'host',
    name: i18n.translate('detectionWorkbench.triage.column.host', { defaultMessage: 'Host' }),
    width: 104,
    sort: 'host.name',
    initially: true,
    term: ({ host }) => exact('host.name', host),
  },
  {
    id: 'user',
    name: i18n.translate('detectionWorkbench.triage.column.user', { defaultMessage: 'User' }),
    width: 92,
    initially: true,
    term: ({ user }) => exact('user.name', user),
  },
  {
    id: 'process',
    name: i18n.translate('detectionWorkbench.triage.column.process', { defaultMessage: 'Process' }),
    width: 108,
    initially: true,
    term: ({ process }) => exact('process.name', process),
  },
  {
    id: 'destination',
    name: i18n.translate('detectionWorkbench.triage.column.destination', { defaultMessage: 'Destination' }),
    width: 138,
    initially: true,
    term: ({ destination }) => exact('destination.ip', destination && addressOf(destination)),
  },
  {
    id: 'status',
    name: i18n.translate('detectionWorkbench.triage.column.status', { defaultMessage: 'Status' }),
    width: 98,
    initially: true,
  },
  {
    id: 'assignees',
    name: i18n.translate('detectionWorkbench.triage.column.assignees', { defaultMessage: 'Assignees' }),
    width: 84,
    initially: true,
  },
  {
    id: 'tags',
    name: i18n.translate('detectionWorkbench.triage.column.tags', { defaultMessage: 'Tags' }),
    initially: true,
  },
  {
    id: 'risk',
    name: i18n.translate('detectionWorkbench.triage.column.risk', { defaultMessage: 'Risk score of the rule' }),
    width: 110,
    sort: 'kibana.alert.risk_score',
    initially: false,
  },
  {
    id: 'event_time',
    name: i18n.translate('detectionWorkbench.triage.column.eventTime', { defaultMessage: 'Time of the event' }),
    width: 186,
    initially: false,
  },
  {
    id: 'parent',
    name: i18n.translate('detectionWorkbench.triage.column.parent', { defaultMessage: 'Parent process' }),
    width: 130,
    initially: false,
    term: ({ parentProcess }) => exact('process.parent.name', parentProcess),
  },
  {
    id: 'reason',
    name: i18n.translate('detectionWorkbench.triage.column.reason', { defaultMessage: 'Reason' }),
    width: 420,
    initially: false,
  },
];

export const INITIAL_COLUMNS: readonly ColumnId[] = COLUMNS.filter(({ initially }) => initially).map(({ id }) => id);

/** Known columns in the given order; the initial ones when none is known. */
export function knownColumns(ids: readonly string[]): ColumnId[] {
  const known = ids.flatMap((id) => COLUMNS.find((column) => column.id === id)?.id ?? []);
  return known.length > 0 ? known : [...INITIAL_COLUMNS];
}

export const columnOf = (id: string): AlertColumn | undefined => COLUMNS.find((column) => column.id === id);
