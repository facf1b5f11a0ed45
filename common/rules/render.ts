/** Renders a rule template and its knob values into the effective rule. */
import type { Knob, KnobValue, KnobValues, RuleTemplate } from '../packs/schema';
import { attackReleaseFor, threatOf } from './attack';
import { checkKnobs } from './check_knobs';
import { inUnits, seconds } from './duration';
import { knobsOf, RISK_BY_SEVERITY } from './standard_knobs';
import { parseTemplate, renderTemplate } from './template';
import type { EffectiveRule, KnobProblem, RenderTarget } from './types';
import { OLDEST_STACK } from './version';

/** Slack of an event rule: documents may arrive this much later than they happened. */
const EVENT_SLACK = seconds('4m');
/** Slack of a sequence rule on top of its span and interval. */
const SEQUENCE_SLACK = seconds('2m');

/** Thrown by `render` when a value is refused; ask `checkKnobs` first to get the same list without an exception. */
export class KnobError extends Error {
  constructor(readonly problems: readonly KnobProblem[]) {
    super(problems.map((problem) => problem.message).join('; '));
    this.name = 'KnobError';
  }
}

/** First stack that can suppress alerts of such a rule; a Platinum licence is needed too. */
export function suppressionSince(kind: RuleTemplate['kind']): string {
  return kind === 'sequence' ? '8.18' : '8.14';
}

function lookBack(rule: RuleTemplate, values: ReadonlyMap<string, KnobValue>): string {
  const interval = seconds(String(values.get('interval')));
  const maxspan = values.get('maxspan');
  const reach =
    rule.kind === 'sequence' && maxspan !== undefined ? seconds(String(maxspan)) + SEQUENCE_SLACK : EVENT_SLACK;
  const { value, unit } = inUnits(interval + reach, 'm');
  return `now-${value}${unit}`;
}

function suppressionOf(
  rule: RuleTemplate,
  values: ReadonlyMap<string, KnobValue>,
  target: RenderTarget,
): EffectiveRule['suppression'] {
  const window = String(values.get('suppression_window'));
  if (!target.suppression || window === 'off') return undefined;
  const by = rule.suppression.by.map((key) => {
    const knob = /^\$\{(.+)\}$/.exec(key)?.[1];
    return knob === undefined ? key : String(values.get(knob));
  });
  return { by, window };
}

/** Every knob's value: the given ones over the defaults. */
function resolve(knobs: readonly Knob[], values: KnobValues): Map<string, KnobValue> {
  return new Map(knobs.map((knob) => [knob.id, values[knob.id] ?? knob.default]));
}

/**
 * The effective rule for the given knob values; what is missing keeps its default. Without values the result is the
 * rule as shipped. Throws `KnobError` for a value that is refused.
 */
export function render(rule: RuleTemplate, knobValues: KnobValues = {}, target: RenderTarget = {}): EffectiveRule {
  const errors = checkKnobs(rule, knobValues).filter((problem) => problem.level === 'error');
  if (errors.length > 0) throw new KnobError(errors);

  const knobs = knobsOf(rule);
  const values = resolve(knobs, knobValues);
  const chosen = values.get('data_sources') as readonly string[];
  const sources = rule.sources.filter((entry) => chosen.includes(entry.source));
  const severity = values.get('severity') as EffectiveRule['severity'];
  const suppression = suppressionOf(rule, values, target);

  return {
    id: rule.id,
    ruleId: rule.rule_id,
    version: rule.version,
    name: rule.name,
    description: rule.description,
    kind: rule.kind,
    query: renderTemplate(parseTemplate(rule.query), new Map(knobs.map((knob) => [knob.id, knob])), values),
    index: [...new Set(sources.flatMap((entry) => entry.index))],
    sources: sources.map((entry) => entry.source),
    from: lookBack(rule, values),
    interval: String(values.get('interval')),
    severity,
    riskScore: severity === rule.severity ? rule.risk_score : RISK_BY_SEVERITY[severity],
    buildingBlock: values.get('building_block') === true,
    maxSignals: rule.max_signals,
    timestampOverride: 'event.ingested',
    threat: threatOf(rule, attackReleaseFor(target.kibanaVersion ?? OLDEST_STACK)),
    tags: ['Detection Workbench', rule.id, ...rule.tags],
    author: ['Detection Workbench'],
    falsePositives: rule.false_positives,
    investigationFields: rule.investigation_fields,
    references: rule.references,
    setup: rule.setup,
    ...(suppression ? { suppression } : {}),
    knobs: Object.fromEntries(values),
  };
}
