/**
 * The tiers as Kibana privileges. The tier of a route stands in its contract (common/api); route registration,
 * the Kibana feature and the privilege test all derive from here.
 */
import type { RouteSecurity } from '@kbn/core/server';
import type { Tier } from '../common/api';

/** Token that a role must hold (as `api:<token>`) to call routes of a tier. */
export function apiPrivilege(tier: Tier): string {
  return `detectionWorkbench_${tier}`;
}

/** How a route asks for a tier: the tag is what 8.12 checks, `security` is what 9.x checks. Both, always. */
export function routeAccess(tier: Tier): { tags: string[]; security: RouteSecurity } {
  const privilege = apiPrivilege(tier);
  return { tags: [`access:${privilege}`], security: { authz: { requiredPrivileges: [privilege] } } };
}
