/** Rules armed with their exceptions, before and after a change, and what they find in a recording. */
import { compileItems, type CompiledItems, type ItemContext, type RuleKind } from '../allowlist';
import { prepareRule, type PrepareContext, type PreparedRule } from './prepare';
import type { Found } from './queries';
import type { GuardRule, GuardState, JudgeInput, RecordedEvent } from './types';

/** One rule with its exceptions in one state of the detections. */
export interface Armed {
  rule: GuardRule;
  prepared: PreparedRule;
  items: CompiledItems;
}

/** The same rule before and after; either may be absent. */
export interface Pair {
  id: string;
  before: Armed | undefined;
  after: Armed | undefined;
}

export interface Outcome {
  /** With exceptions. */
  found: Found;
  /** Without. */
  reach: Found;
}

export const NOTHING: Found = { matches: 0, groups: [] };
const silent: Outcome = { found: NOTHING, reach: NOTHING };
const kinds: ReadonlySet<string> = new Set(['eql', 'query', 'threshold', 'new_terms']);

function arm(state: GuardState, input: JudgeInput, context: PrepareContext): Map<string, Armed> {
  const armed = new Map<string, Armed>();
  for (const rule of state.rules) {
    const itemContext: ItemContext = {
      now: input.now,
      ruleKind: (kinds.has(rule.type) ? rule.type : 'other') as RuleKind,
      ...(input.schema === undefined ? {} : { schema: input.schema }),
      ...(input.valueLists === undefined ? {} : { valueLists: input.valueLists }),
    };
    const items = compileItems(state.items?.get(rule.id) ?? [], itemContext);
    armed.set(rule.id, { rule, prepared: prepareRule(rule, context), items });
  }
  return armed;
}

/** Every rule of both states. */
export function pairsOf(input: JudgeInput): Pair[] {
  const sample = (): RecordedEvent[] => input.recordings.flatMap((recording) => recording.events);
  const context: PrepareContext = { schema: input.schema, sample, sampleKey: input.recordings, now: input.now };
  const after = arm(input.after, input, context);
  const before = arm(input.before ?? { rules: input.after.rules }, input, context);
  return [...new Set([...after.keys(), ...before.keys()])].map((id) => ({
    id,
    before: before.get(id),
    after: after.get(id),
  }));
}

export function replay(armed: Armed | undefined, events: readonly RecordedEvent[]): Outcome {
  if (armed === undefined || armed.prepared.problem !== undefined) return silent;
  const { prepared, items } = armed;
  const reach = prepared.find(events);
  if (items.state !== 'ok') return { reach, found: NOTHING };
  // A sequence with an absent stage (`![…]`) may find more once an event is hidden, so zero does not settle it.
  const isSettled = items.items.length === 0 || (reach.matches === 0 && prepared.isPerEvent);
  if (isSettled) return { reach, found: reach };
  const isHidden = (position: number): boolean =>
    items.hiddenBy((events[position] as RecordedEvent)._source) !== undefined;
  return { reach, found: prepared.find(events, isHidden) };
}
