/**
 * The browser half: registers the application with its deep links, and the doors into it from other apps. Small, because
 * every page of Kibana loads it.
 */
import type { CoreSetup, CoreStart, Plugin, PluginInitializerContext } from '@kbn/core/public';
import { i18n } from '@kbn/i18n';
import { APP_ID, highestTier } from '../common/tiers';
import type { ApplicationProps } from './application';
import { offerDoors, openDoors, type Behind, type SetupDeps, type StartDeps } from './extensions';
import { APP_TITLE, sectionsFor } from './sections';

/** What the server half lets the browser know of the configuration. */
export interface BrowserConfig {
  /** Running without Kibana: pages that Kibana has itself (events, import) are ours to show. */
  standalone?: boolean;
}

export interface ApplicationModule {
  renderApplication(props: ApplicationProps): () => void;
}

/** Modules that are loaded when they are used. */
export interface LazyModules {
  application(): Promise<ApplicationModule>;
  behind(): Promise<Behind>;
}

/** An exception in setup or start would take down every page of Kibana, so it costs only what it happens in. */
export function createPlugin(
  context: PluginInitializerContext<BrowserConfig>,
  { application, behind }: LazyModules,
): Plugin<void, void, SetupDeps, StartDeps> {
  const report = (error: unknown): void => context.logger.get().error(error instanceof Error ? error : String(error));
  const viewerOf = (core: CoreStart): CoreStart | undefined =>
    highestTier(core.application.capabilities) === 'none' ? undefined : core;
  return {
    setup: (core, deps) => {
      try {
        register(core, context.config.get().standalone === true, application);
      } catch (error) {
        report(error);
      }
      offerDoors(deps, { viewer: async () => viewerOf((await core.getStartServices())[0]), behind, report });
    },
    start: (core, deps) => openDoors(deps, { viewer: async () => viewerOf(core), behind, report }),
  };
}

function register(core: CoreSetup<StartDeps>, standalone: boolean, loadApplication: LazyModules['application']): void {
  core.application.register({
    id: APP_ID,
    title: APP_TITLE,
    appRoute: `/app/${APP_ID}`,
    category: {
      id: 'securitySolution',
      label: i18n.translate('detectionWorkbench.app.category', { defaultMessage: 'Security' }),
      euiIconType: 'logoSecurity',
      order: 4000,
    },
    order: 9000,
    keywords: ['ATT&CK', 'T1043', 'T1571', 'allowlist', 'exceptions', 'EQL'],
    deepLinks: sectionsFor(standalone).map(({ id, title, path }) => ({ id, title, path })),
    mount: async (params) => {
      const [[coreStart], { renderApplication }] = await Promise.all([core.getStartServices(), loadApplication()]);
      return renderApplication({ core: coreStart, params, standalone });
    },
  });
}
