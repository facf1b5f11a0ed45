import { i18n } from '@kbn/i18n';

/** What alerts can be grouped by, with the field behind it. */
export const GROUPINGS = {
  host: 'host.name',
  process: 'process.name',
  destination: 'destination.ip',
  rule: 'kibana.alert.rule.name',
} as const;

export type Grouping = keyof typeof GROUPINGS;

export const isGrouping = (text: string): text is Grouping => Object.hasOwn(GROUPINGS, text);

export function groupingName(grouping: Grouping): string {
  switch (grouping) {
    case 'host':
      return i18n.translate('detectionWorkbench.triage.groupHost', { defaultMessage: 'Host' });
    case 'process':
      return i18n.translate('detectionWorkbench.triage.groupProcess', { defaultMessage: 'Process' });
    case 'destination':
      return i18n.translate('detectionWorkbench.triage.groupDestination', { defaultMessage: 'Destination address' });
    case 'rule':
      return i18n.translate('detectionWorkbench.triage.groupRule', { defaultMessage: 'Rule' });
  }
}
