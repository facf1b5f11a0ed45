/** One reason code per rule and data source, from what the stack says about indices, fields and runs. Pure. */
import { fieldReasons } from './fields';
import { sentences } from './sentences';
import type {
  Readiness,
  ReadinessCode,
  ReadinessInput,
  ReadinessLevel,
  ReadinessReason,
  RuleState,
  SourceState,
} from './types';

const DAY = 86_400_000;

/** From worst to harmless: the first that applies decides. */
const order: readonly ReadinessCode[] = [
  'not_installed',
  'exception_fails_rule',
  'exceptions_hide_everything',
  'no_index',
  'field_unmapped_everywhere',
  'field_wrong_type',
  'last_run_failed',
  'disabled',
  'no_data',
  'no_recent_data',
  'field_unmapped_in_some',
  'exception_list_missing',
  'last_run_warned',
  'alert_limit_hit',
  'look_back_gap',
  'long_values_not_indexed',
  'sources_overlap',
  'dotted_and_nested',
  'ready',
];

const levels: Readonly<Record<ReadinessCode, ReadinessLevel>> = {
  not_installed: 'blind',
  exception_fails_rule: 'blind',
  exceptions_hide_everything: 'blind',
  no_index: 'blind',
  field_unmapped_everywhere: 'blind',
  field_wrong_type: 'blind',
  last_run_failed: 'blind',
  disabled: 'blind',
  no_data: 'blind',
  no_recent_data: 'limited',
  field_unmapped_in_some: 'limited',
  exception_list_missing: 'limited',
  last_run_warned: 'limited',
  alert_limit_hit: 'limited',
  look_back_gap: 'limited',
  long_values_not_indexed: 'limited',
  sources_overlap: 'limited',
  dotted_and_nested: 'limited',
  ready: 'ready',
};

export function reason(code: ReadinessCode, evidence?: string): ReadinessReason {
  return { code, level: levels[code], ...sentences[code], ...(evidence === undefined ? {} : { evidence }) };
}

/** `5m`, `now-9m` in seconds; `undefined` for anything else. */
function seconds(duration: string | undefined): number | undefined {
  const match = /^(?:now-)?(\d+)([smhd])$/.exec(duration ?? '');
  if (match === null) return undefined;
  const unit = { s: 1, m: 60, h: 3_600, d: 86_400 }[match[2] as 's' | 'm' | 'h' | 'd'];
  return Number(match[1]) * unit;
}

function runReasons(rule: RuleState): ReadinessReason[] {
  const reasons: ReadinessReason[] = [];
  const run = rule.lastRun;
  if (run?.status === 'failed') reasons.push(reason('last_run_failed', run.message));
  if (run?.status === 'warning') {
    const isLimit = /max.?(alerts|signals)|alert limit/i.test(run.message);
    reasons.push(reason(isLimit ? 'alert_limit_hit' : 'last_run_warned', run.message));
  }
  const interval = seconds(rule.interval);
  const lookBack = seconds(rule.from);
  if (interval !== undefined && lookBack !== undefined && lookBack < interval) {
    reasons.push(reason('look_back_gap', `runs every ${rule.interval}, looks back to ${rule.from}`));
  }
  return reasons;
}

function ruleReasons(rule: RuleState): ReadinessReason[] {
  if (!rule.installed) return [reason('not_installed')];
  const { fails, hidesEverything, missingList } = rule.exceptions ?? {};
  const reasons: ReadinessReason[] = [];
  if (fails !== undefined) reasons.push(reason('exception_fails_rule', fails));
  if (hidesEverything !== undefined) reasons.push(reason('exceptions_hide_everything', hidesEverything));
  if (missingList !== undefined) reasons.push(reason('exception_list_missing', missingList));
  if (!rule.enabled) {
    const { changed } = rule;
    reasons.push(reason('disabled', changed && `last changed by ${changed.by} on ${changed.at.slice(0, 10)}`));
  }
  return [...reasons, ...runReasons(rule)];
}

function overlap(source: SourceState, others: readonly SourceState[]): ReadinessReason[] {
  const hosts = new Set(source.hosts ?? []);
  const doubled = others
    .filter((other) => other.source !== source.source)
    .map((other) => ({ other: other.source, shared: (other.hosts ?? []).filter((host) => hosts.has(host)) }))
    .filter(({ shared }) => shared.length > 0);
  const first = doubled[0];
  if (first === undefined) return [];
  const names = first.shared.slice(0, 3).join(', ');
  return [reason('sources_overlap', `${names}${first.shared.length > 3 ? ' and others' : ''} also in ${first.other}`)];
}

function sourceReasons(
  rule: RuleState,
  source: SourceState,
  others: readonly SourceState[],
  input: ReadinessInput,
): ReadinessReason[] {
  if (source.indices.length === 0) return [reason('no_index', source.patterns.join(', '))];
  const reasons = fieldReasons(rule.fields, source).map(({ code, evidence }) => reason(code, evidence));
  if (source.lastEventAt === undefined) reasons.push(reason('no_data', source.indices.join(', ')));
  else if (input.now - Date.parse(source.lastEventAt) > (input.silentAfterMs ?? DAY))
    reasons.push(reason('no_recent_data', `last event ${source.lastEventAt}`));
  const mixed = (source.mixedNotation ?? []).filter((field) => rule.fields.some(({ name }) => name === field));
  if (mixed.length > 0) reasons.push(reason('dotted_and_nested', mixed.join(', ')));
  return [...reasons, ...overlap(source, others)];
}

function rank(a: ReadinessReason, b: ReadinessReason): number {
  return order.indexOf(a.code) - order.indexOf(b.code);
}

/** One row per rule and data source; a rule without any data source has none. */
export function assessReadiness(input: ReadinessInput): Readiness[] {
  return input.rules.flatMap((rule) => {
    const own = ruleReasons(rule);
    const sources = input.sources[rule.rule] ?? [];
    return sources.map((source): Readiness => {
      const found = [...own, ...(rule.installed ? sourceReasons(rule, source, sources, input) : [])].sort(rank);
      const [decisive = reason('ready'), ...also] = found;
      return { rule: rule.rule, source: source.source, level: decisive.level, reason: decisive, also };
    });
  });
}
