import { i18n } from '@kbn/i18n';

/** The pages in the application's own navigation. `application.tsx` maps each to its component. */
export type SectionId = 'techniques' | 'triage' | 'explain' | 'content' | 'events' | 'import';

export interface Section {
  id: SectionId;
  title: string;
  path: string;
  /** Inside Kibana other apps do this: Discover shows events, agents bring them in. */
  standaloneOnly?: boolean;
}

export const APP_TITLE = i18n.translate('detectionWorkbench.app.title', { defaultMessage: 'Detection Workbench' });

export const paths = {
  techniques: '/',
  technique: (techniqueId: string, tab?: string) => `/techniques/${techniqueId}${tab ? `/${tab}` : ''}`,
  triage: '/triage',
  alert: (alertId: string) => `/triage/${encodeURIComponent(alertId)}`,
  explain: '/explain',
  content: '/content',
  exceptions: '/content/exceptions',
  otherRules: '/content/rules',
  events: '/events',
  import: '/import',
} as const;

/** The event view showing a query: `kql`, `index` (comma-separated), `from`, `to`. */
export const eventsPath = (query: {
  query: string;
  index: readonly string[];
  range: { from: string; to: string };
}): string =>
  `${paths.events}?${new URLSearchParams({ kql: query.query, index: query.index.join(','), ...query.range }).toString()}`;

/** The sections that exist in this build; a page that is not built is not shown. */
export const SECTIONS: readonly Section[] = [
  {
    id: 'techniques',
    title: i18n.translate('detectionWorkbench.nav.techniques', { defaultMessage: 'Techniques' }),
    path: paths.techniques,
  },
  {
    id: 'triage',
    title: i18n.translate('detectionWorkbench.nav.triage', { defaultMessage: 'Triage' }),
    path: paths.triage,
  },
  {
    id: 'explain',
    title: i18n.translate('detectionWorkbench.nav.explain', { defaultMessage: 'Explain' }),
    path: paths.explain,
  },
  {
    id: 'content',
    title: i18n.translate('detectionWorkbench.nav.content', { defaultMessage: 'Content' }),
    path: paths.content,
  },
  {
    id: 'events',
    title: i18n.translate('detectionWorkbench.nav.events', { defaultMessage: 'Events' }),
    path: paths.events,
    standaloneOnly: true,
  },
  {
    id: 'import',
    title: i18n.translate('detectionWorkbench.nav.import', { defaultMessage: 'Import' }),
    path: paths.import,
    standaloneOnly: true,
  },
];

export const sectionsFor = (standalone: boolean): readonly Section[] =>
  SECTIONS.filter(({ standaloneOnly }) => standalone || standaloneOnly !== true);
