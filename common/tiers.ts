/** The four tiers of privilege, shared by the server (routes, Kibana features) and the browser (what is offered). */
import type { Tier } from './api/contract';

/** Id of the app, of the Kibana feature, and of the UI capabilities. */
export const APP_ID = 'detectionWorkbench';

/**
 * The Kibana feature whose "All" grants a tier; "Read" of any of them grants `view`. A Basic licence has no privileges
 * below a feature, so the tiers in between are features of their own.
 */
export const TIER_FEATURES = { manage: APP_ID, triage: `${APP_ID}Triage`, tune: `${APP_ID}Tune` } as const;

/** From least to most; each tier includes the ones before it. */
export const TIERS: readonly Tier[] = ['view', 'triage', 'tune', 'manage'];

/** The tier and all below it: `tune` -> view, triage, tune. */
export function tiersUpTo(tier: Tier): readonly Tier[] {
  return TIERS.slice(0, TIERS.indexOf(tier) + 1);
}

/** `capabilities.detectionWorkbench` of someone who holds these tiers: one flag per tier, named like it. */
export function uiCapabilities(held: readonly Tier[]): Record<Tier, boolean> {
  return {
    view: held.includes('view'),
    triage: held.includes('triage'),
    tune: held.includes('tune'),
    manage: held.includes('manage'),
  };
}

/** The highest tier that Kibana's capabilities grant. */
export function highestTier(capabilities: Readonly<Record<string, unknown>>): Tier | 'none' {
  const own = Object.values(TIER_FEATURES).map((feature) => capabilities[feature]);
  return [...TIERS].reverse().find((tier) => own.some((flags) => hasFlag(flags, tier))) ?? 'none';
}

function hasFlag(flags: unknown, tier: Tier): boolean {
  if (typeof flags !== 'object' || flags === null) return false;
  return Object.entries(flags).some(([name, value]) => name === tier && value === true);
}
