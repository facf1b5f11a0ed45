import React from 'react';
import { EuiBadge, EuiToolTip } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { Verdict } from '../../common/expectations';
import { subj } from '../test_subjects';
import { icons } from './icons';

/** Every verdict that a page can show. Only `caught` is good news. */
export type ShownVerdict = Verdict | 'uncovered';

const LOOK: Record<ShownVerdict, { color: string; icon: string }> = {
  caught: { color: 'success', icon: 'check' },
  weakened: { color: 'warning', icon: 'sortDown' },
  blinded: { color: 'danger', icon: icons.hidden },
  missed: { color: 'danger', icon: 'cross' },
  unknown: { color: 'warning', icon: icons.question },
  not_applicable: { color: 'hollow', icon: 'minus' },
  uncovered: { color: 'hollow', icon: icons.question },
};

/** Badge colour and icon of a verdict. */
export const verdictLook = (verdict: ShownVerdict) => LOOK[verdict];

export const isVerdict = (text: string): text is ShownVerdict => text in LOOK;

/** The verdict in one word. */
export function verdictName(verdict: ShownVerdict): string {
  switch (verdict) {
    case 'caught':
      return i18n.translate('detectionWorkbench.verdict.caught', { defaultMessage: 'Caught' });
    case 'weakened':
      return i18n.translate('detectionWorkbench.verdict.weakened', { defaultMessage: 'Weakened' });
    case 'blinded':
      return i18n.translate('detectionWorkbench.verdict.blinded', { defaultMessage: 'Blinded' });
    case 'missed':
      return i18n.translate('detectionWorkbench.verdict.missed', { defaultMessage: 'Missed' });
    case 'unknown':
      return i18n.translate('detectionWorkbench.verdict.unknown', { defaultMessage: 'Unknown' });
    case 'not_applicable':
      return i18n.translate('detectionWorkbench.verdict.notApplicable', { defaultMessage: 'Not applicable' });
    case 'uncovered':
      return i18n.translate('detectionWorkbench.verdict.uncovered', { defaultMessage: 'Uncovered' });
  }
}

/** What the verdict means, one sentence. */
export function verdictMeaning(verdict: ShownVerdict): string {
  switch (verdict) {
    case 'caught':
      return i18n.translate('detectionWorkbench.verdict.caughtMeaning', {
        defaultMessage: 'The recorded attack raises the alerts it must raise.',
      });
    case 'weakened':
      return i18n.translate('detectionWorkbench.verdict.weakenedMeaning', {
        defaultMessage: 'The recorded attack still alerts, but less than it should.',
      });
    case 'blinded':
      return i18n.translate('detectionWorkbench.verdict.blindedMeaning', {
        defaultMessage: 'The recorded attack alerted before and would not alert any more.',
      });
    case 'missed':
      return i18n.translate('detectionWorkbench.verdict.missedMeaning', {
        defaultMessage: 'The recorded attack is expected to alert and does not.',
      });
    case 'unknown':
      return i18n.translate('detectionWorkbench.verdict.unknownMeaning', {
        defaultMessage: 'Could not be judged. Treat it as not safe.',
      });
    case 'not_applicable':
      return i18n.translate('detectionWorkbench.verdict.notApplicableMeaning', {
        defaultMessage: 'This data source cannot show the attack, or nothing is expected here.',
      });
    case 'uncovered':
      return i18n.translate('detectionWorkbench.verdict.uncoveredMeaning', {
        defaultMessage: 'No atomic test exercises this rule, so nothing proves that it works.',
      });
  }
}

export function VerdictBadge({ verdict, count }: { verdict: ShownVerdict; count?: number }) {
  const { color, icon } = LOOK[verdict];
  const name = verdictName(verdict);
  const text =
    count === undefined
      ? name
      : i18n.translate('detectionWorkbench.verdict.withCount', {
          defaultMessage: '{count, number} {name}',
          values: { count, name },
        });
  return (
    <EuiToolTip content={verdictMeaning(verdict)}>
      <EuiBadge color={color} iconType={icon} tabIndex={0} data-test-subj={subj.verdict(verdict)}>
        {text}
      </EuiBadge>
    </EuiToolTip>
  );
}
