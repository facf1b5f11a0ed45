/** The server half: connects Kibana's core (or the standalone host's) with the routes, and the routes with a stack. */
import type { CoreSetup, CoreStart, KibanaRequest, Logger, Plugin, PluginInitializerContext } from '@kbn/core/server';
import type { Tier } from '../common/api';
import { highestTier, TIER_FEATURES } from '../common/tiers';
import type { WorkbenchConfig } from './config';
import { workbenchFeatures } from './features';
import { setUpExtensions, type Extensions } from './extensions';
import type { SetupDeps, StartDeps } from './plugin_deps';
import { registerWorkbenchRoutes } from './routes';
import { catalogOf } from './services/loaded_packs';
import type { OpenPacks } from './services/packs';
import type { StackFactory } from './stack/factory';
import type { StackProvider } from './stack/stack';
import { PLUGIN_VERSION } from './version';

/** What differs between Kibana and the standalone host. */
export interface Surroundings {
  /** What is behind the port: Elastic, or the embedded stack. */
  stackFactory: StackFactory;
  /** The bundled packs and those of the team's own. */
  openPacks: OpenPacks;
}

export class DetectionWorkbenchPlugin implements Plugin<void, void, SetupDeps, StartDeps> {
  private readonly logger: Logger;
  private extensions: Extensions | undefined;
  private started: { core: CoreStart; stacks: StackProvider } | undefined;

  constructor(
    context: PluginInitializerContext<WorkbenchConfig>,
    private readonly surroundings: Surroundings,
  ) {
    this.logger = context.logger.get();
  }

  setup(core: CoreSetup<StartDeps>, deps: SetupDeps): void {
    for (const feature of workbenchFeatures()) deps.features?.registerKibanaFeature(feature);
    const { stackFactory, openPacks } = this.surroundings;
    stackFactory.setup?.(core, deps);
    const library = openPacks();
    library.catch((error: unknown) => this.logger.error(`Packs cannot be read: ${String(error)}`));
    const catalog = catalogOf(library);
    this.extensions = setUpExtensions(deps, {
      stacks: this.stacks,
      catalog,
      logger: this.logger,
      clock: Date.now,
      ticks: () => performance.now(),
    });
    registerWorkbenchRoutes({
      router: core.http.createRouter(),
      logger: this.logger,
      stacks: this.stacks,
      tierOf: (request) => this.tierOf(request),
      catalog,
      pluginVersion: PLUGIN_VERSION,
      doors: this.extensions.doors,
    });
  }

  start(core: CoreStart, deps: StartDeps): void {
    this.started = { core, stacks: this.surroundings.stackFactory.start(core, deps) };
    void this.extensions?.start();
    this.logger.debug('Started');
  }

  async stop(): Promise<void> {
    await this.surroundings.stackFactory.stop?.();
  }

  /** For routes, which are registered in setup but run only after start. */
  private readonly stacks: StackProvider = {
    forRequest: async (request) => {
      const stack = await this.running().stacks.forRequest(request);
      return this.extensions?.around(stack) ?? stack;
    },
    serverDocuments: (space, author) => this.running().stacks.serverDocuments?.(space, author),
  };

  /** Highest tier that the user of a request holds. */
  private async tierOf(request: KibanaRequest): Promise<Tier | 'none'> {
    const { capabilities } = this.running().core;
    const capabilityPath = Object.values(TIER_FEATURES).map((feature) => `${feature}.*`);
    return highestTier(await capabilities.resolveCapabilities(request, { capabilityPath }));
  }

  private running(): { core: CoreStart; stacks: StackProvider } {
    if (!this.started) throw new Error('The plugin has not started yet');
    return this.started;
  }
}
