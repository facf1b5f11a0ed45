/** The browser half: registers the application with its deep links. Small, because every page of Kibana loads it. */
import type { CoreSetup, CoreStart, Plugin, PluginInitializerContext } from '@kbn/core/public';
import { i18n } from '@kbn/i18n';
import { APP_ID } from '../common/tiers';
import type { ApplicationProps } from './application';
import { APP_TITLE, sectionsFor } from './sections';

/** What the server half lets the browser know of the configuration. */
export interface BrowserConfig {
  /** Running without Kibana: pages that Kibana has itself (events, import) are ours to show. */
  standalone?: boolean;
}

export interface ApplicationModule {
  renderApplication(props: ApplicationProps): () => void;
}

export class DetectionWorkbenchPlugin implements Plugin {
  constructor(
    private readonly context: PluginInitializerContext<BrowserConfig>,
    private readonly loadApplication: () => Promise<ApplicationModule>,
  ) {}

  /** An exception here would take down every page of Kibana, so it costs only this application. */
  setup(core: CoreSetup): void {
    try {
      this.register(core);
    } catch (error) {
      this.context.logger.get().error(error instanceof Error ? error : String(error));
    }
  }

  start(_core: CoreStart): void {}

  private register(core: CoreSetup): void {
    const { standalone = false } = this.context.config.get();
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
        const [[coreStart], { renderApplication }] = await Promise.all([
          core.getStartServices(),
          this.loadApplication(),
        ]);
        return renderApplication({ core: coreStart, params, standalone });
      },
    });
  }
}
