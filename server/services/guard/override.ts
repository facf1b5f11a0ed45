/** Who may hide an expected attack from the detections, for how long, and with which words. */
import type { GuardReport } from '../../../common/api/guard';
import { MAX_OVERRIDE_DAYS, type Override } from '../../../common/api/fields';
import type { Tier } from '../../../common/api';
import { Refusal } from '../refusal';

const DAY_MS = 86_400_000;

/** The tier that may override the guard. Tuning is everyday work, accepting blindness is not. */
export const OVERRIDE_TIER: Tier = 'manage';

/**
 * Lets a change pass, or refuses it.
 * @returns the override that is in force, `undefined` when none is needed
 * @throws Refusal `blinding` with the report, `override_refused`
 */
export function allowOrRefuse(
  report: GuardReport,
  override: Override | undefined,
  { tier, now }: { tier: Tier | 'none'; now: number },
): Override | undefined {
  if (!report.blinding) return undefined;
  if (!override) {
    throw new Refusal(
      'blinding',
      `Refused: an expected attack would go unseen. ${report.losses.map(({ text }) => text).join(' ')}`,
      { guard: report, overrideTier: OVERRIDE_TIER, maxOverrideDays: MAX_OVERRIDE_DAYS },
    );
  }
  return overrideInForce(override, { tier, now });
}

/**
 * @returns the override, when this tier may give it and it ends in time
 * @throws Refusal `override_refused`
 */
export function overrideInForce(override: Override, { tier, now }: { tier: Tier | 'none'; now: number }): Override {
  if (tier !== OVERRIDE_TIER) {
    throw new Refusal('override_refused', `Overriding the guard needs the privilege "${OVERRIDE_TIER}"`, {
      requiredTier: OVERRIDE_TIER,
      tier,
    });
  }
  const ends = Date.parse(override.expiresAt);
  if (ends <= now) throw new Refusal('override_refused', 'The override ends in the past');
  if (ends > now + MAX_OVERRIDE_DAYS * DAY_MS) {
    throw new Refusal('override_refused', `An override lasts at most ${MAX_OVERRIDE_DAYS} days`, {
      latest: new Date(now + MAX_OVERRIDE_DAYS * DAY_MS).toISOString(),
    });
  }
  return override;
}
