/** All routes of the plugin. */
import type { IRouter, KibanaRequest, Logger } from '@kbn/core/server';
import type { Tier } from '../../common/api';
import { Catalog, createServices, type LoadedPacks } from '../services';
import type { StackProvider } from '../stack/stack';
import { activityRoutes } from './activity';
import { alertRoutes } from './alerts';
import { allowlistRoutes } from './allowlist';
import type { BoundRoute } from './bind';
import { contentRoutes } from './content';
import { environmentRoutes } from './environment';
import { eventRoutes } from './events';
import { expectationRoutes } from './expectations';
import { explainRoutes } from './explain';
import { guardRoutes } from './guard';
import { healthRoutes } from './health';
import { impactRoutes } from './impact';
import { otherRuleRoutes } from './other_rules';
import { packRoutes } from './packs';
import { readinessRoutes } from './readiness';
import { registerRoutes } from './register';
import { searchRoutes } from './searches';
import { techniqueRoutes } from './techniques';
import { tuningRoutes } from './tuning';
import { viewRoutes } from './views';

export const handlers: readonly BoundRoute[] = [
  ...techniqueRoutes,
  ...packRoutes,
  ...contentRoutes,
  ...guardRoutes,
  ...tuningRoutes,
  ...allowlistRoutes,
  ...expectationRoutes,
  ...impactRoutes,
  ...readinessRoutes,
  ...healthRoutes,
  ...otherRuleRoutes,
  ...alertRoutes,
  ...searchRoutes,
  ...viewRoutes,
  ...activityRoutes,
  ...explainRoutes,
  ...eventRoutes,
  ...environmentRoutes,
];

export interface WorkbenchRoutes {
  router: IRouter;
  logger: Logger;
  stacks: StackProvider;
  /** Highest tier that the user of a request holds. */
  tierOf(request: KibanaRequest): Promise<Tier | 'none'>;
  /**
   * The packs as loaded now. Waits for the first load; answers the same object until packs are loaded again, so that
   * the index over them is made once.
   */
  packs(): Promise<LoadedPacks>;
  pluginVersion: string;
  /** Milliseconds since the epoch. */
  clock?: () => number;
}

/** Registers everything. Call once, in `setup`. */
export function registerWorkbenchRoutes({ clock = Date.now, packs, pluginVersion, ...options }: WorkbenchRoutes): void {
  let known: { loaded: LoadedPacks; catalog: Catalog } | undefined;
  const catalogOf = (loaded: LoadedPacks): Catalog => {
    if (known?.loaded !== loaded) known = { loaded, catalog: new Catalog(loaded) };
    return known.catalog;
  };
  registerRoutes(
    {
      ...options,
      servicesFor: async (stack, tier) =>
        createServices({
          stack,
          tier,
          catalog: catalogOf(await packs()),
          clock,
          logger: options.logger,
          pluginVersion,
        }),
    },
    handlers,
  );
}
