import { valuesOf } from '../../../../common/allowlist';
import type { AlertRow } from '../../../../common/api/alerts';
import { useAppLink } from '../../../components';
import { alertFlyoutLink, alertRedirectLink, type KibanaPlace } from '../../../extensions/links';
import { useKibanaLink, useOpenQuery } from '../../../kibana';
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

/** The redirect opens the alert in later versions only; 8.12 opens it by its backing index. */
function alertPlace({ id, index, at }: AlertRow, environment: ReturnType<typeof useEnvironment>): KibanaPlace {
  if (environment?.stackVersion.startsWith('8.12.') === true) {
    const around = { from: shifted(at, -AROUND_MS), to: shifted(at, AROUND_MS) };
    return alertFlyoutLink({ id, index, range: around });
  }
  return alertRedirectLink(id, environment?.space ?? 'default', at);
}

const shifted = (at: string, byMs: number): string => new Date(new Date(at).getTime() + byMs).toISOString();

/** Where one goes from an alert. */
export function useAlertLinks(): (alert: AlertDetails) => AlertLinks {
  const kibanaLink = useKibanaLink();
  const openQuery = useOpenQuery();
  const link = useAppLink();
  const environment = useEnvironment();
  return ({ row, source, events }) => {
    const at = row.eventAt ?? row.at;
    const event = events.at(-1)?.event ?? source;
    const host = valuesOf(event, 'host.name')[0];
    const original = originalEvent(source);
    return {
      security: kibanaLink(alertPlace(row, environment)),
      events:
        host === undefined
          ? undefined
          : openQuery({
              language: 'kuery',
              query: `host.name: ${quoted(String(host))}`,
              index: original ? [original.index] : ['logs-*', 'winlogbeat-*'],
              range: { from: shifted(at, -AROUND_MS), to: shifted(at, AROUND_MS) },
            }),
      explain: original
        ? link(`${paths.explain}?${new URLSearchParams({ eventId: original.id, index: original.index }).toString()}`)
            .href
        : undefined,
    };
  };
}
