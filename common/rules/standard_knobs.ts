/** The knobs every rule has without declaring them: severity, interval, suppression, data sources, building block. */
import type { Knob, RuleTemplate, Severity } from '../packs/schema';

/** Risk score that goes with a severity, as Elastic's own rules use them. */
export const RISK_BY_SEVERITY: Readonly<Record<Severity, number>> = { low: 21, medium: 47, high: 73, critical: 99 };

export const SEVERITIES: readonly Severity[] = ['low', 'medium', 'high', 'critical'];

function standardKnobs(rule: RuleTemplate): Knob[] {
  const buildingBlock: Knob = {
    id: 'building_block',
    type: 'boolean',
    label: 'Building block',
    meaning: 'A building block leaves alerts for correlation but none in the queue.',
    looser: 'false: the rule raises alerts of its own',
    tighter: 'true: its alerts only support others',
    default: true,
  };
  return [
    {
      id: 'severity',
      type: 'severity',
      label: 'Severity',
      meaning: 'Severity of the alerts; the risk score follows it. More than one step from the default needs a reason.',
      default: rule.severity,
    },
    {
      id: 'interval',
      type: 'duration',
      label: 'Interval',
      meaning: 'How often the rule runs. The look-back is recomputed, so that no document falls between two runs.',
      looser: 'shorter: alerts come sooner, and the rule costs more',
      tighter: 'longer',
      min: '1m',
      max: '1h',
      can_be_off: false,
      default: rule.interval,
    },
    {
      id: 'suppression_window',
      type: 'duration',
      label: 'Suppression window',
      meaning: `Alerts that agree in ${rule.suppression.by.map(readableKey).join(', ')} within this time become one; the count is kept in it.`,
      looser: 'off: one alert for each event',
      tighter: 'longer: one alert for each key and window',
      min: '5m',
      max: '7d',
      can_be_off: true,
      default: rule.suppression.window,
    },
    {
      id: 'data_sources',
      type: 'source_list',
      label: 'Data sources',
      meaning: 'Where the rule looks. A host that is recorded twice alerts twice: keep one source for it.',
      looser: 'more sources: coverage where the others are missing',
      tighter: 'fewer sources: no double alerts, and nothing from the hosts that only the dropped source records',
      min_items: 1,
      max_items: rule.sources.length,
      options: rule.sources.map((entry) => entry.source),
      default: rule.sources.map((entry) => entry.source),
    },
    ...(rule.building_block ? [buildingBlock] : []),
  ];
}

function readableKey(key: string): string {
  return key.startsWith('${') ? 'the chosen key' : key;
}

/** All knobs of a rule, its own first. */
export function knobsOf(rule: RuleTemplate): Knob[] {
  return [...rule.knobs, ...standardKnobs(rule)];
}

/** Default values by knob id. */
export function defaultValues(rule: RuleTemplate): Record<string, Knob['default']> {
  return Object.fromEntries(knobsOf(rule).map((knob) => [knob.id, knob.default]));
}
