import { i18n } from '@kbn/i18n';
import type { Tier } from '../../common/api/contract';
import { highestTier, TIERS } from '../../common/tiers';
import { useServices } from './services';

export interface TierCheck {
  /** The highest tier of the user; `none` when not even viewing is allowed. */
  tier: Tier | 'none';
  /** The user may do what this tier allows. The server checks again. */
  can(tier: Tier): boolean;
}

/** What the user may do here: decides which controls are shown. The capabilities come with the page, so this is immediate. */
export function useTier(): TierCheck {
  const { capabilities } = useServices().core.application;
  const tier = highestTier(capabilities);
  const level = tier === 'none' ? -1 : TIERS.indexOf(tier);
  return { tier, can: (wanted) => level >= TIERS.indexOf(wanted) };
}

/** The privilege's name as an administrator finds it in a role, for "you need ..." texts. */
export function tierName(tier: Tier): string {
  switch (tier) {
    case 'view':
      return i18n.translate('detectionWorkbench.tier.view', { defaultMessage: 'Detection Workbench: Read' });
    case 'triage':
      return i18n.translate('detectionWorkbench.tier.triage', { defaultMessage: 'Detection Workbench: triage alerts' });
    case 'tune':
      return i18n.translate('detectionWorkbench.tier.tune', {
        defaultMessage: 'Detection Workbench: tune and allowlist',
      });
    case 'manage':
      return i18n.translate('detectionWorkbench.tier.manage', { defaultMessage: 'Detection Workbench: All' });
  }
}
