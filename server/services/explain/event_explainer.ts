/**
 * One event against the rules: why each would alert on it, or the first thing that stops it. The answer follows the
 * order in which things can stop an alert: index, query, allowlist, schedule, cap.
 */
import {
  compileItems,
  explainItem,
  type ExceptionItem,
  type ItemContext,
  type ItemExplanation,
} from '../../../common/allowlist';
import type { ExplainedRule } from '../../../common/api/misc';
import { compile, EqlError, explain, type EqlMatcher, type Explanation } from '../../../common/eql';
import { readsIndex, type GuardRule } from '../../../common/expectations';
import type { InstalledRule } from '../../stack/rules';

/** Items that came near but did not hide the event: more than these only tire. */
const NEAR_MISSES = 5;
/** Elastic's words when a run hits `max_signals`. */
const CAP_WORDS = 'alert limit';

export interface ExplainInput {
  rule: GuardRule;
  techniqueId: string;
  installed: InstalledRule | undefined;
  items: readonly ExceptionItem[];
  event: Readonly<Record<string, unknown>>;
  /** Absent for a pasted event: then the index cannot be what stops it. */
  index: string | undefined;
  context: ItemContext;
  /** An alert of this rule that was made from the event. */
  alertId: string | undefined;
}

type Compiled = { matcher: EqlMatcher } | { problem: string };

function compiled(rule: GuardRule): Compiled {
  if (rule.type !== 'eql' || rule.query === undefined)
    return { problem: `Rules of type ${rule.type} have no clauses to explain.` };
  try {
    return { matcher: compile(rule.query) };
  } catch (error) {
    if (error instanceof EqlError) return { problem: `Its query is refused: ${error.message}` };
    throw error;
  }
}

export function explainRule(input: ExplainInput): ExplainedRule {
  const { rule, installed, event, index, items, context, alertId } = input;
  const base = {
    ruleKey: rule.id,
    ruleName: rule.name,
    techniqueId: input.techniqueId,
    items: [] as ItemExplanation[],
    ...(installed ? { schedule: scheduleOf(installed, event, context.now) } : {}),
    ...(installed?.lastRun?.message.toLowerCase().includes(CAP_WORDS) ? { capHit: true } : {}),
    ...(alertId ? { alertId } : {}),
  };
  const query = compiled(rule);
  if ('problem' in query) return { ...base, outcome: 'cannot_be_judged', sentence: query.problem };

  const explanation = explain(query.matcher, event);
  const full = { ...base, explanation };
  if (index !== undefined && !readsIndex(rule.index, index)) {
    return { ...full, outcome: 'index_not_read', sentence: `The rule does not read ${index}.` };
  }
  if (!explanation.verdict) return { ...full, outcome: 'not_matched', sentence: notMatched(explanation) };

  const hiding = compileItems(items, context);
  const hidden = hiding.hiddenBy(event);
  const near = items.map((item) => explainItem(item, event, context));
  const withItems = {
    ...full,
    items: [...near.filter(({ hides }) => hides), ...near.filter(({ hides }) => !hides).slice(0, NEAR_MISSES)],
  };
  if (hiding.state === 'hides_all' || hiding.state === 'fails') {
    const what = hiding.state === 'fails' ? 'makes every run of the rule fail' : 'hides every event from the rule';
    return {
      ...withItems,
      outcome: 'allowlisted',
      sentence: `An allowlist item ${what}: ${hiding.causes[0]?.item.name ?? ''}.`,
    };
  }
  if (hidden)
    return {
      ...withItems,
      outcome: 'allowlisted',
      sentence: `The allowlist entry "${hidden.item.name}" removes the event.`,
    };
  if (!installed)
    return { ...withItems, outcome: 'not_installed', sentence: 'It would match, but the rule is not installed.' };
  if (!installed.enabled)
    return { ...withItems, outcome: 'disabled', sentence: 'It would match, but the rule is disabled.' };
  if (explanation.kind !== 'event') {
    return { ...withItems, outcome: 'stage_of_sequence', sentence: sequenceSentence(explanation) };
  }
  return {
    ...withItems,
    outcome: 'would_alert',
    sentence: alertId ? 'The rule alerted on it.' : wouldAlert(base.schedule?.coversEvent, base.capHit),
  };
}

function notMatched({ firstDecidingFalse }: Explanation): string {
  if (!firstDecidingFalse) return 'The query does not match the event.';
  const { text, missing, field } = firstDecidingFalse;
  return missing && field
    ? `The event has no ${field}, which the clause needs: ${text}`
    : `The first clause that says no: ${text}`;
}

function sequenceSentence({ stages, stillMissing }: Explanation): string {
  const served = stages.filter(({ serves }) => serves).map(({ stage }) => stage + 1);
  const rest = stillMissing.map((stage) => stage + 1);
  const still = rest.length > 0 ? ` Still needed: step ${rest.join(', ')}.` : '';
  return `The event can be step ${served.join(', ')} of ${stages.length} of the sequence.${still}`;
}

function wouldAlert(covered: boolean | undefined, capHit: boolean | undefined): string {
  if (capHit) return 'It matches; the last run hit the alert limit, so an alert may be missing.';
  if (covered === false) return 'It matches, but it is older than the look-back of the next run: no alert will come.';
  return 'It matches: the rule alerts on it at its next run, unless it did already.';
}

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `now-9m` in milliseconds before now. */
export function lookBackMs(from: string): number | undefined {
  const match = /^now-(\d{1,9})([smhd])$/.exec(from);
  return match ? Number(match[1]) * (UNIT_MS[match[2] as string] ?? 0) : undefined;
}

function scheduleOf(
  { interval, from, lastRun }: InstalledRule,
  event: Readonly<Record<string, unknown>>,
  now: number,
): NonNullable<ExplainedRule['schedule']> {
  const time = Date.parse(String(event['@timestamp'] ?? ''));
  const reach = lookBackMs(from);
  const coversEvent = Number.isNaN(time) || reach === undefined || time >= now - reach;
  return { interval, from, coversEvent, ...(lastRun ? { lastRunAt: lastRun.at } : {}) };
}
