import React, { lazy, Suspense, type ComponentType } from 'react';
import { Redirect, useParams } from 'react-router-dom';
import { EuiBadge, EuiBadgeGroup, EuiButton, EuiLink } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { getPack } from '../../../common/api/packs';
import { getTechnique, type TechniqueSummary } from '../../../common/api/techniques';
import { useApiQuery } from '../../api';
import { EmptyState, Loaded, PageFrame, SkeletonTable, TimeRange, useAppLink } from '../../components';
import { DeprecatedBadge, InstallStateBadge } from '../../components/install_state';
import { tacticNames } from '../../components/tactics';
import { useTimeRange, useUrlState } from '../../hooks';
import { useTier } from '../../kibana';
import { paths } from '../../sections';
import { subj } from '../../test_subjects';
import { InstallFlyout } from '../techniques/install';
import { HeaderActions } from './header_actions';
import type { TechniqueTabId, TechniqueTabProps } from './types';
import { UninstallFlyout } from './uninstall_flyout';

interface TabDefinition {
  id: TechniqueTabId;
  label: string;
  component: ComponentType<TechniqueTabProps>;
  /** The tab's figures depend on the time range. */
  timed?: boolean;
}

const TECHNIQUES = i18n.translate('detectionWorkbench.techniques.title', { defaultMessage: 'Techniques' });

const TABS: readonly TabDefinition[] = [
  {
    id: 'overview',
    label: i18n.translate('detectionWorkbench.technique.tab.overview', { defaultMessage: 'Overview' }),
    component: lazy(() => import('./overview')),
  },
  {
    id: 'tuning',
    label: i18n.translate('detectionWorkbench.technique.tab.tuning', { defaultMessage: 'Tuning' }),
    component: lazy(() => import('./tuning')),
  },
  {
    id: 'allowlist',
    label: i18n.translate('detectionWorkbench.technique.tab.allowlist', { defaultMessage: 'Allowlist' }),
    component: lazy(() => import('./allowlist')),
    timed: true,
  },
  {
    id: 'tests',
    label: i18n.translate('detectionWorkbench.technique.tab.tests', { defaultMessage: 'Atomic tests' }),
    component: lazy(() => import('./tests')),
  },
  {
    id: 'investigate',
    label: i18n.translate('detectionWorkbench.technique.tab.investigate', { defaultMessage: 'Investigate' }),
    component: lazy(() => import('./investigate')),
    timed: true,
  },
  {
    id: 'alerts',
    label: i18n.translate('detectionWorkbench.technique.tab.alerts', { defaultMessage: 'Alerts' }),
    component: lazy(() => import('./alerts')),
    timed: true,
  },
  {
    id: 'activity',
    label: i18n.translate('detectionWorkbench.technique.tab.activity', { defaultMessage: 'Activity' }),
    component: lazy(() => import('./activity')),
  },
];

function HeaderBadges({ summary }: { summary: TechniqueSummary }) {
  return (
    <EuiBadgeGroup gutterSize="xs">
      <InstallStateBadge state={summary.installState} />
      {summary.deprecated && <DeprecatedBadge liveIds={summary.liveIds} />}
      {summary.drifted > 0 && (
        <EuiBadge color="warning" data-test-subj={subj.technique.drift}>
          {i18n.translate('detectionWorkbench.technique.drift', {
            defaultMessage: '{count, plural, one {# rule} other {# rules}} edited elsewhere',
            values: { count: summary.drifted },
          })}
        </EuiBadge>
      )}
    </EuiBadgeGroup>
  );
}

/** A link to a technique that no pack brings. */
function UnknownTechnique({ techniqueId }: { techniqueId: string }) {
  const link = useAppLink();
  return (
    <PageFrame
      section="techniques"
      title={techniqueId}
      crumbs={[{ text: TECHNIQUES, to: paths.techniques }, { text: techniqueId }]}
    >
      <EmptyState
        icon="search"
        title={i18n.translate('detectionWorkbench.technique.unknown.title', {
          defaultMessage: 'No pack has this technique',
        })}
        actions={
          <EuiButton {...link(paths.techniques)}>
            {i18n.translate('detectionWorkbench.technique.unknown.back', { defaultMessage: 'All techniques' })}
          </EuiButton>
        }
      >
        <p>
          {i18n.translate('detectionWorkbench.technique.unknown.body', {
            defaultMessage: 'A pack of your own can bring it.',
          })}
        </p>
      </EmptyState>
    </PageFrame>
  );
}

export function TechniquePage() {
  const { techniqueId, tab = 'overview' } = useParams<{ techniqueId: string; tab?: string }>();
  const time = useTimeRange();
  const url = useUrlState();
  const { can } = useTier();
  const technique = useApiQuery(getTechnique, { params: { techniqueId } });
  const summary = technique.data?.summary;
  const pack = useApiQuery(
    getPack,
    { params: { packId: summary?.packId ?? '' } },
    { enabled: summary !== undefined, staleTime: Infinity },
  );
  const current = TABS.find(({ id }) => id === tab);
  if (!current) return <Redirect to={paths.technique(techniqueId)} />;
  // 400: the address names nothing that could be a technique.
  if (technique.error?.status === 404 || technique.error?.status === 400)
    return <UnknownTechnique techniqueId={techniqueId} />;
  const Tab = current.component;
  const dialog = can('manage') ? url.get('do') : undefined;
  const closeDialog = () => url.set({ do: undefined });
  const title = summary ? `${summary.id} ${summary.name}` : techniqueId;

  return (
    <PageFrame
      section="techniques"
      title={title}
      crumbs={[
        { text: TECHNIQUES, to: paths.techniques },
        { text: techniqueId, to: paths.technique(techniqueId) },
        ...(current.id === 'overview' ? [] : [{ text: current.label }]),
      ]}
      {...(summary ? { badges: <HeaderBadges summary={summary} /> } : {})}
      {...(summary
        ? {
            description: (
              <>
                {i18n.translate('detectionWorkbench.technique.tactic', {
                  defaultMessage: 'Tactic: {tactic}',
                  values: { tactic: tacticNames(summary.tactic) },
                })}
                {pack.data && (
                  <>
                    {' · '}
                    <EuiLink href={pack.data.pack.manifest.technique.link} target="_blank" external>
                      {i18n.translate('detectionWorkbench.technique.attack', { defaultMessage: 'Open in ATT&CK' })}
                    </EuiLink>
                  </>
                )}
              </>
            ),
          }
        : {})}
      actions={[
        ...(summary
          ? [
              <HeaderActions
                key="actions"
                summary={summary}
                onInstall={() => url.set({ do: 'install' }, 'push')}
                onUninstall={() => url.set({ do: 'uninstall' }, 'push')}
              />,
            ]
          : []),
        ...(current.timed ? [<TimeRange key="time" state={time} />] : []),
      ]}
      tabs={TABS.map(({ id, label }) => ({
        id,
        label,
        path: paths.technique(techniqueId, id === 'overview' ? undefined : id),
      }))}
      currentTab={current.id}
    >
      <Loaded query={technique}>
        {(data) => (
          <Loaded query={pack}>
            {({ pack: content }) => (
              <Suspense fallback={<SkeletonTable />}>
                <Tab technique={data} pack={content} />
              </Suspense>
            )}
          </Loaded>
        )}
      </Loaded>
      {summary && dialog === 'install' && (
        <InstallFlyout techniques={[summary]} packIds={[summary.packId]} onClose={closeDialog} />
      )}
      {summary && dialog === 'uninstall' && <UninstallFlyout packId={summary.packId} onClose={closeDialog} />}
    </PageFrame>
  );
}
