/** The application inside Kibana's (or our own) mount point: services, query client, router and the pages, each its own chunk. */
import React, { lazy, Suspense, useState, type ComponentType } from 'react';
import { QueryClientProvider } from '@tanstack/react-query';
import { Redirect, Route, Router, Switch, useLocation } from 'react-router-dom';
import { EuiEmptyPrompt, EuiLoadingSpinner } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { createQueryClient } from './api';
import { DemoBadge } from './components/demo_data';
import { PageBoundary } from './components/page_boundary';
import { RemoteStatus } from './components/remote';
import { ServicesProvider, tierName, useServices, useTier, type WorkbenchServices } from './kibana';
import { paths } from './sections';

const TechniquesPage = lazy(() => import('./pages/techniques'));
const TechniquePage = lazy(() => import('./pages/technique'));
const TriagePage = lazy(() => import('./pages/triage'));
const ExplainPage = lazy(() => import('./pages/explain'));
const ContentPage = lazy(() => import('./pages/content'));
const ExceptionsPage = lazy(() => import('./pages/content/exceptions'));
const OtherRulesPage = lazy(() => import('./pages/content/other_rules'));
const EventsPage = lazy(() => import('./pages/events'));
const ImportPage = lazy(() => import('./pages/import'));

interface PageRoute {
  path: string | string[];
  component: ComponentType;
  standaloneOnly?: boolean;
}

/** First match wins. */
const ROUTES: readonly PageRoute[] = [
  { path: '/techniques/:techniqueId/:tab?', component: TechniquePage },
  { path: `${paths.triage}/:alertId?`, component: TriagePage },
  { path: paths.explain, component: ExplainPage },
  { path: paths.content, component: ContentPage },
  { path: paths.exceptions, component: ExceptionsPage },
  { path: paths.otherRules, component: OtherRulesPage },
  { path: paths.events, component: EventsPage, standaloneOnly: true },
  { path: paths.import, component: ImportPage, standaloneOnly: true },
  { path: '/', component: TechniquesPage },
];

/** Without any privilege there is nothing to show but what to ask for. */
function NotAllowed() {
  return (
    <EuiEmptyPrompt
      iconType="lock"
      title={
        <h1>
          {i18n.translate('detectionWorkbench.notAllowed.title', { defaultMessage: 'You cannot view this page' })}
        </h1>
      }
      body={i18n.translate('detectionWorkbench.notAllowed.body', {
        defaultMessage: 'Ask an administrator for the privilege "{privilege}" in this space.',
        values: { privilege: tierName('view') },
      })}
    />
  );
}

function Pages() {
  const { can } = useTier();
  const { standalone } = useServices();
  const { pathname } = useLocation();
  if (!can('view')) return <NotAllowed />;
  return (
    <>
      <DemoBadge />
      <RemoteStatus />
      <PageBoundary at={pathname}>
        <Suspense fallback={<EuiEmptyPrompt icon={<EuiLoadingSpinner size="xl" />} />}>
          <Switch>
            {ROUTES.filter(({ standaloneOnly }) => standalone || standaloneOnly !== true).map(({ path, component }) => (
              <Route key={String(path)} exact path={path} component={component} />
            ))}
            <Redirect to="/" />
          </Switch>
        </Suspense>
      </PageBoundary>
    </>
  );
}

export function Workbench({ core, history, standalone }: WorkbenchServices) {
  const [client] = useState(createQueryClient);
  return (
    <ServicesProvider core={core} history={history} standalone={standalone}>
      <QueryClientProvider client={client}>
        <Router history={history}>
          <Pages />
        </Router>
      </QueryClientProvider>
    </ServicesProvider>
  );
}
