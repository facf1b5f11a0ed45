/** The four tiers of privilege, shared by the server (routes, Kibana features) and the browser (what is offered). */
import type { Tier } from './api/contract';

/** Id of the app, of the Kibana feature, and of the UI capabilities. */
export const APP_ID = 'detectionWorkbench';

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
  const own = capabilities[APP_ID];
  if (typeof own !== 'object' || own === null) return 'none';
  const flags = new Map<string, unknown>(Object.entries(own));
  return [...TIERS].reverse().find((tier) => flags.get(tier) === true) ?? 'none';
}
