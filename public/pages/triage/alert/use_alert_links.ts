import { valuesOf } from '../../../../common/allowlist';
import { useAppLink } from '../../../components';
import { useOpenQuery, useServices } from '../../../kibana';
import { paths } from '../../../sections';
import { useEnvironment } from '../use_people';
import type { AlertDetails } from './use_alert';

/** Events this long before and after the alert's own are shown. */
const AROUND_MS = 10 * 60_000;

/** A value between double quotes, as KQL reads it. */
const quoted = (value: string): string => `"${value.replace(/[\\"]/g, '\\$&')}"`;

export interface AlertLinks {
  /** The alert in Elastic Security; undefined outside Kibana. */
  security: string | undefined;
  /** What the host did around that time; undefined where events cannot be shown. */
  events: string | undefined;
  /** Our page that explains the event against every rule; undefined when the event is not known. */
  explain: string | undefined;
}

function originalEvent(source: AlertDetails['source']): { id: string; index: string } | undefined {
  const ancestors = source['kibana.alert.ancestors'];
  const first: unknown = Array.isArray(ancestors)
    ? ancestors.find((ancestor: { type?: unknown }) => ancestor.type === 'event')
    : undefined;
  if (typeof first !== 'object' || first === null) return undefined;
  const { id, index } = first as { id?: unknown; index?: unknown };
  return typeof id === 'string' && typeof index === 'string' ? { id, index } : undefined;
}

/** Where one goes from an alert. */
export function useAlertLinks(): (alert: AlertDetails) => AlertLinks {
  const { core } = useServices();
  const openQuery = useOpenQuery();
  const link = useAppLink();
  const environment = useEnvironment();
  return ({ row, source, events }) => {
    const at = Date.parse(row.eventAt ?? row.at);
    const event = events.at(-1)?.event ?? source;
    const host = valuesOf(event, 'host.name')[0];
    const original = originalEvent(source);
    // The redirect is the form that every version understands; newer ones open the alert's flyout with it.
    const redirect = new URLSearchParams({
      index: `.alerts-security.alerts-${environment?.space ?? 'default'}`,
      timestamp: row.at,
    });
    return {
      security: environment?.features.kibanaApps
        ? core.application.getUrlForApp('securitySolutionUI', {
            deepLinkId: 'alerts',
            path: `redirect/${encodeURIComponent(row.id)}?${redirect.toString()}`,
          })
        : undefined,
      events:
        host === undefined
          ? undefined
          : openQuery({
              language: 'kuery',
              query: `host.name: ${quoted(String(host))}`,
              index: original ? [original.index] : ['logs-*', 'winlogbeat-*'],
              range: { from: new Date(at - AROUND_MS).toISOString(), to: new Date(at + AROUND_MS).toISOString() },
            }),
      explain: original
        ? link(`${paths.explain}?${new URLSearchParams({ eventId: original.id, index: original.index }).toString()}`)
            .href
        : undefined,
    };
  };
}
