/** Who may do what in the standalone product: `--role` shows the page with fewer privileges. In Kibana an administrator decides. */
import type { Tier } from '../../common/api';
import { tiersUpTo } from '../../common/tiers';
import { apiPrivilege } from '../../server/privileges';

export const ROLES = ['manager', 'tuner', 'triager', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

const HIGHEST_TIER: Record<Role, Tier> = { manager: 'manage', tuner: 'tune', triager: 'triage', viewer: 'view' };

export function tiersOf(role: Role): readonly Tier[] {
  return tiersUpTo(HIGHEST_TIER[role]);
}

export function privilegesOf(role: Role): ReadonlySet<string> {
  return new Set(tiersOf(role).map(apiPrivilege));
}
