import React from 'react';
import { EuiBadge } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { HealthEffect } from '../../../../common/allowlist';

const COLOR: Readonly<Record<HealthEffect, string>> = {
  rule_fails: 'danger',
  hides_everything: 'danger',
  runs_without: 'warning',
  does_nothing: 'warning',
  not_saved: 'warning',
  hides_more: 'hollow',
  doubled: 'hollow',
};

function effectName(effect: HealthEffect): string {
  switch (effect) {
    case 'rule_fails':
      return i18n.translate('detectionWorkbench.effect.ruleFails', { defaultMessage: 'Rule fails' });
    case 'hides_everything':
      return i18n.translate('detectionWorkbench.effect.hidesEverything', { defaultMessage: 'Hides everything' });
    case 'runs_without':
      return i18n.translate('detectionWorkbench.effect.runsWithout', { defaultMessage: 'Runs without exceptions' });
    case 'does_nothing':
      return i18n.translate('detectionWorkbench.effect.doesNothing', { defaultMessage: 'Does nothing' });
    case 'not_saved':
      return i18n.translate('detectionWorkbench.effect.notSaved', { defaultMessage: 'Cannot be saved' });
    case 'hides_more':
      return i18n.translate('detectionWorkbench.effect.hidesMore', { defaultMessage: 'Hides more than meant' });
    case 'doubled':
      return i18n.translate('detectionWorkbench.effect.doubled', { defaultMessage: 'Doubled' });
  }
}

/** What a finding does to its rule, in two or three words. */
export function EffectBadge({ effect }: { effect: HealthEffect }) {
  return <EuiBadge color={COLOR[effect]}>{effectName(effect)}</EuiBadge>;
}
