import { i18n } from '@kbn/i18n';
import type { ExplainedRule } from '../../../common/api/misc';
import { icons } from '../../components/icons';

export type Outcome = ExplainedRule['outcome'];

/** What is worth reading first: alerts, then what kept one away, then rules that do not care. */
const ORDER: readonly Outcome[] = [
  'would_alert',
  'allowlisted',
  'stage_of_sequence',
  'disabled',
  'not_installed',
  'cannot_be_judged',
  'index_not_read',
  'not_matched',
];

export const inReadingOrder = (rules: readonly ExplainedRule[]): ExplainedRule[] =>
  [...rules].sort(
    (a, b) =>
      ORDER.indexOf(a.outcome) - ORDER.indexOf(b.outcome) ||
      a.ruleKey.localeCompare(b.ruleKey, 'en', { numeric: true }),
  );

/** The query is satisfied, whatever comes after. */
export const isMatch = ({ outcome }: ExplainedRule): boolean =>
  ORDER.indexOf(outcome) < ORDER.indexOf('cannot_be_judged');

/** It would alert, had it come in time: the next run does not look back as far, and no run alerted on it. */
export const isTooOld = ({ outcome, schedule, alertId }: ExplainedRule): boolean =>
  outcome === 'would_alert' && schedule?.coversEvent === false && alertId === undefined;

export const alerts = (rule: ExplainedRule): boolean => rule.outcome === 'would_alert' && !isTooOld(rule);

/** The rule's answer in a word or two, with its colour and icon. */
export function badgeOf(rule: ExplainedRule): { name: string; color: string; icon: string } {
  if (isTooOld(rule)) {
    return {
      name: i18n.translate('detectionWorkbench.outcome.tooOld', { defaultMessage: 'Matches, too old' }),
      color: 'warning',
      icon: 'clock',
    };
  }
  return { name: outcomeName(rule.outcome), ...OUTCOME_LOOK[rule.outcome] };
}

function outcomeName(outcome: Outcome): string {
  switch (outcome) {
    case 'would_alert':
      return i18n.translate('detectionWorkbench.outcome.wouldAlert', { defaultMessage: 'Alerts' });
    case 'allowlisted':
      return i18n.translate('detectionWorkbench.outcome.allowlisted', { defaultMessage: 'Allowlisted' });
    case 'stage_of_sequence':
      return i18n.translate('detectionWorkbench.outcome.stage', { defaultMessage: 'Step of a sequence' });
    case 'disabled':
      return i18n.translate('detectionWorkbench.outcome.disabled', { defaultMessage: 'Rule disabled' });
    case 'not_installed':
      return i18n.translate('detectionWorkbench.outcome.notInstalled', { defaultMessage: 'Rule not installed' });
    case 'cannot_be_judged':
      return i18n.translate('detectionWorkbench.outcome.cannot', { defaultMessage: 'Cannot be judged' });
    case 'index_not_read':
      return i18n.translate('detectionWorkbench.outcome.index', { defaultMessage: 'Index not read' });
    case 'not_matched':
      return i18n.translate('detectionWorkbench.outcome.notMatched', { defaultMessage: 'Does not match' });
  }
}

const OUTCOME_LOOK: Record<Outcome, { color: string; icon: string }> = {
  would_alert: { color: 'danger', icon: 'bell' },
  allowlisted: { color: 'warning', icon: icons.hidden },
  stage_of_sequence: { color: 'primary', icon: 'list' },
  disabled: { color: 'warning', icon: 'minus' },
  not_installed: { color: 'warning', icon: 'minus' },
  cannot_be_judged: { color: 'hollow', icon: icons.question },
  index_not_read: { color: 'hollow', icon: 'minus' },
  not_matched: { color: 'hollow', icon: 'cross' },
};
