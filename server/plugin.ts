/** The server half: connects Kibana's core (or the standalone host's) with the routes, and the routes with a stack. */
import type { CoreSetup, CoreStart, KibanaRequest, Logger, Plugin, PluginInitializerContext } from '@kbn/core/server';
import type { Tier } from '../common/api';
import { APP_ID, highestTier } from '../common/tiers';
import type { WorkbenchConfig } from './config';
import { workbenchFeature } from './features';
import type { SetupDeps, StartDeps } from './plugin_deps';
import type { StackFactory } from './stack/factory';
import type { StackProvider } from './stack/stack';

/** What differs between Kibana and the standalone host. */
export interface Surroundings {
  /** What is behind the port: Elastic, or the embedded stack. */
  stackFactory: StackFactory;
  /** Folder with the bundled packs. */
  packsDir: string;
}

export class DetectionWorkbenchPlugin implements Plugin<void, void, SetupDeps, StartDeps> {
  private readonly logger: Logger;
  private started: { core: CoreStart; stacks: StackProvider } | undefined;

  constructor(
    context: PluginInitializerContext<WorkbenchConfig>,
    protected readonly surroundings: Surroundings,
  ) {
    this.logger = context.logger.get();
  }

  setup(core: CoreSetup<StartDeps>, deps: SetupDeps): void {
    deps.features?.registerKibanaFeature(workbenchFeature());
    this.surroundings.stackFactory.setup?.(core, deps);
  }

  start(core: CoreStart, deps: StartDeps): void {
    this.started = { core, stacks: this.surroundings.stackFactory.start(core, deps) };
    this.logger.debug('Started');
  }

  async stop(): Promise<void> {
    await this.surroundings.stackFactory.stop?.();
  }

  /** For routes, which are registered in setup but run only after start. */
  protected readonly stacks: StackProvider = { forRequest: async (request) => this.running().stacks.forRequest(request) };

  /** Highest tier that the user of a request holds. */
  protected async tierOf(request: KibanaRequest): Promise<Tier | 'none'> {
    const { capabilities } = this.running().core;
    return highestTier(await capabilities.resolveCapabilities(request, { capabilityPath: `${APP_ID}.*` }));
  }

  private running(): { core: CoreStart; stacks: StackProvider } {
    if (!this.started) throw new Error('The plugin has not started yet');
    return this.started;
  }
}
