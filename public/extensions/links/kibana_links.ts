/**
 * Addresses of Kibana's own pages, as they were verified on 8.12.2. All are paths below an application; the caller puts
 * prefix and space in front with `application.getUrlForApp`.
 */
import { rison, type RisonValue } from './rison';

/** The application that the links lead into. */
export const SECURITY_APP = 'securitySolutionUI';

/** A place in Kibana, as `getUrlForApp` and `navigateToApp` take it. */
export interface KibanaPlace {
  app: string;
  /** Security's pages are deep links of one application. */
  deepLinkId?: string;
  path: string;
}

/** ISO 8601 times, or relative ones like `now-7d`. */
export interface LinkRange {
  from: string;
  to: string;
}

const query = (parameters: Readonly<Record<string, RisonValue | undefined>>): string => {
  const parts = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(rison(value))}`],
  );
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
};

const isRelative = ({ from, to }: LinkRange): boolean => from.startsWith('now') && to.startsWith('now');

/** Security keeps two linked ranges, of its pages and of timelines. */
function timerange(range: LinkRange): RisonValue {
  const { from, to } = range;
  const one: RisonValue = isRelative(range)
    ? { from, fromStr: from, kind: 'relative', to, toStr: to }
    : { from, kind: 'absolute', to };
  return { global: { linkTo: ['timeline'], timerange: one }, timeline: { linkTo: ['global'], timerange: one } };
}

const optionalRange = (range: LinkRange | undefined): RisonValue | undefined =>
  range === undefined ? undefined : timerange(range);

export type RuleTab = 'alerts' | 'rule_exceptions' | 'execution_results';

/** @param stackId the rule's saved-object id, not its `rule_id`; an id that does not exist shows an empty frame */
export function ruleLink(stackId: string, tab?: RuleTab): KibanaPlace {
  const below = tab === undefined ? '' : `/${tab}`;
  return { app: SECURITY_APP, deepLinkId: 'rules', path: `id/${encodeURIComponent(stackId)}${below}` };
}

/** The rules table, narrowed to a word. The filter sticks to the browser session. */
export function rulesTableLink(searchTerm: string): KibanaPlace {
  return { app: SECURITY_APP, deepLinkId: 'rules', path: `management${query({ rulesTable: { searchTerm } })}` };
}

/** Security's own ATT&CK coverage. It keeps no state in its address. */
export function coverageLink(): KibanaPlace {
  return { app: SECURITY_APP, path: 'rules_coverage_overview' };
}

export interface AlertAddress {
  id: string;
  /** The backing index, e.g. `.internal.alerts-security.alerts-default-000001`. */
  index: string;
  /** A tab of the flyout, e.g. `json`. */
  tab?: string;
  range?: LinkRange;
}

/** The alert with its flyout open. `rightPanel` is what 8.12 reads; `right` is ignored there. */
export function alertFlyoutLink({ id, index, tab, range }: AlertAddress): KibanaPlace {
  const rightPanel: RisonValue = {
    id: 'document-details-right',
    params: { id, indexName: index, scopeId: 'alerts-page' },
    ...(tab === undefined ? {} : { path: { tab } }),
  };
  const parameters = query({ eventFlyout: { rightPanel }, timerange: optionalRange(range) });
  return { app: SECURITY_APP, deepLinkId: 'alerts', path: parameters };
}

/** The portable form: 8.12 filters to the alert, later versions also open it. @param timestamp ISO 8601 */
export function alertRedirectLink(id: string, space: string, timestamp: string): KibanaPlace {
  const parameters = new URLSearchParams({ index: `.alerts-security.alerts-${space}`, timestamp });
  return {
    app: SECURITY_APP,
    deepLinkId: 'alerts',
    path: `redirect/${encodeURIComponent(id)}?${parameters.toString()}`,
  };
}

/** @param listId the human `list_id` */
export function exceptionListLink(listId: string): KibanaPlace {
  return { app: SECURITY_APP, deepLinkId: 'exceptions', path: `details/${encodeURIComponent(listId)}` };
}
