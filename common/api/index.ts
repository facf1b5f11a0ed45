/** The HTTP contract. `routes` lists every route of the plugin; the server registers exactly these. */
import * as alerts from './alerts';
import * as allowlist from './allowlist';
import * as content from './content';
import * as exceptionGuard from './exception_guard';
import * as expectations from './expectations';
import * as guard from './guard';
import * as health from './health';
import * as impact from './impact';
import * as misc from './misc';
import * as otherRules from './other_rules';
import * as packs from './packs';
import * as readiness from './readiness';
import * as techniques from './techniques';
import * as transfer from './transfer';
import * as tuning from './tuning';
import type { RouteContract } from './contract';

export const api = {
  techniques,
  packs,
  content,
  guard,
  tuning,
  allowlist,
  expectations,
  impact,
  readiness,
  health,
  exceptionGuard,
  otherRules,
  alerts,
  transfer,
  misc,
};

const isContract = (value: unknown): value is RouteContract =>
  typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'tier' in value;

export const routes: RouteContract[] = Object.values(api).flatMap((resource) =>
  Object.values(resource as Record<string, unknown>).filter(isContract),
);

export * from './contract';
