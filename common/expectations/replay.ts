/** Rules armed with their exceptions, before and after a change, and what they find in a recording. */
import {
  compileItems,
  type CompiledItem,
  type CompiledItems,
  type EventDocument,
  type ExceptionItem,
  type RuleKind,
} from '../allowlist';
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

/** Rules that share their lists share one array of items: it is compiled once for all rules of a kind. */
class ItemCompiler {
  private readonly compiled = new Map<readonly ExceptionItem[], Map<RuleKind, CompiledItems>>();

  constructor(private readonly input: JudgeInput) {}

  compile(items: readonly ExceptionItem[], ruleKind: RuleKind): CompiledItems {
    const byKind = this.compiled.get(items) ?? new Map<RuleKind, CompiledItems>();
    this.compiled.set(items, byKind);
    const known = byKind.get(ruleKind);
    if (known !== undefined) return known;
    const { now, schema, valueLists } = this.input;
    const compiled = compileItems(items, {
      now,
      ruleKind,
      ...(schema === undefined ? {} : { schema }),
      ...(valueLists === undefined ? {} : { valueLists }),
    });
    const made = remembering(compiled);
    byKind.set(ruleKind, made);
    return made;
  }
}

/** Every rule that shares the items asks them about the same recorded events. */
function remembering(items: CompiledItems): CompiledItems {
  const known = new Map<EventDocument, CompiledItem | undefined>();
  const hiddenBy = (event: EventDocument): CompiledItem | undefined => {
    if (known.has(event)) return known.get(event);
    const item = items.hiddenBy(event);
    known.set(event, item);
    return item;
  };
  return { ...items, hiddenBy };
}

const none: readonly ExceptionItem[] = [];

function arm(state: GuardState, compiler: ItemCompiler, context: PrepareContext): Map<string, Armed> {
  return new Map(
    state.rules.map((rule) => {
      const ruleKind = (kinds.has(rule.type) ? rule.type : 'other') as RuleKind;
      const items = compiler.compile(state.items?.get(rule.id) ?? none, ruleKind);
      return [rule.id, { rule, prepared: prepareRule(rule, context), items }];
    }),
  );
}

/** Every rule of both states. */
export function pairsOf(input: JudgeInput): Pair[] {
  const sample = (): RecordedEvent[] => input.recordings.flatMap((recording) => recording.events);
  const context: PrepareContext = { schema: input.schema, sample, sampleKey: input.recordings, now: input.now };
  const compiler = new ItemCompiler(input);
  const after = arm(input.after, compiler, context);
  const before = arm(input.before ?? { rules: input.after.rules }, compiler, context);
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
