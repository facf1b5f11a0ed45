import { i18n } from '@kbn/i18n';
import type { Tier } from '../../common/api/contract';
import { useServices } from './services';

const ORDER: readonly Tier[] = ['view', 'triage', 'tune', 'manage'];
const FEATURE = 'detectionWorkbench';

export interface TierCheck {
  /** The highest tier of the user; undefined when not even viewing is allowed. */
  tier: Tier | undefined;
  /** The user may do what this tier allows. The server checks again. */
  can(tier: Tier): boolean;
}

/** What the user may do here: decides which controls are shown. The capabilities come with the page, so this is immediate. */
export function useTier(): TierCheck {
  const { capabilities } = useServices().core.application;
  const granted = capabilities[FEATURE] ?? {};
  const tier = [...ORDER].reverse().find((candidate) => granted[candidate] === true);
  const level = tier === undefined ? -1 : ORDER.indexOf(tier);
  return { tier, can: (wanted) => level >= ORDER.indexOf(wanted) };
}

/** The privilege's name as an administrator finds it, for "you need ..." texts. */
export function tierName(tier: Tier): string {
  switch (tier) {
    case 'view':
      return i18n.translate('detectionWorkbench.tier.view', { defaultMessage: 'View' });
    case 'triage':
      return i18n.translate('detectionWorkbench.tier.triage', { defaultMessage: 'Triage' });
    case 'tune':
      return i18n.translate('detectionWorkbench.tier.tune', { defaultMessage: 'Tune' });
    case 'manage':
      return i18n.translate('detectionWorkbench.tier.manage', { defaultMessage: 'Manage' });
  }
}
