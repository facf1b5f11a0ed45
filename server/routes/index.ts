/** All routes of the plugin. */
import type { IRouter, KibanaRequest, Logger } from '@kbn/core/server';
import type { Tier } from '../../common/api';
import { createServices, type Catalog } from '../services';
import type { ExceptionDoors } from '../services/exception_guard/exception_guard';
import type { StackProvider } from '../stack/stack';
import { activityRoutes } from './activity';
import { alertRoutes } from './alerts';
import { allowlistRoutes } from './allowlist';
import type { BoundRoute } from './bind';
import { contentRoutes } from './content';
import { environmentRoutes } from './environment';
import { eventRoutes } from './events';
import { exceptionGuardRoutes } from './exception_guard';
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
import { transferRoutes } from './transfer';
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
  ...exceptionGuardRoutes,
  ...otherRuleRoutes,
  ...transferRoutes,
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
  /** The packs as loaded now. Waits for the first load. */
  catalog(): Promise<Catalog>;
  pluginVersion: string;
  /** Where Kibana calls the guard before it writes an exception. */
  doors?: ExceptionDoors;
  /** Milliseconds since the epoch. */
  clock?: () => number;
}

/** Registers everything. Call once, in `setup`. */
export function registerWorkbenchRoutes(options: WorkbenchRoutes): void {
  const { catalog, pluginVersion, doors, clock = Date.now, ...rest } = options;
  registerRoutes(
    {
      ...rest,
      servicesFor: async (stack, tier) =>
        createServices({
          stack,
          tier,
          catalog: await catalog(),
          clock,
          logger: rest.logger,
          pluginVersion,
          ...(doors ? { doors } : {}),
        }),
    },
    handlers,
  );
}
