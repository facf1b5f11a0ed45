/**
 * Which events exception items remove. Kibana puts them into `must_not` of the search's filter, so they act on single
 * events before any sequence is matched: entries of an item are and-ed, items are or-ed (security-api 1.13, 2.4).
 */
import { describeEntry } from './describe';
import type { CompiledEntry } from './compiled_entry';
import { compileEntry } from './entries';
import type {
  CompiledItem,
  CompiledItems,
  EntryExplanation,
  EventDocument,
  ExceptionItem,
  ItemContext,
  ItemExplanation,
  ItemState,
  OsType,
} from './types';

/** Kibana asks `host.os.type` and, for data without it, the name without regard to case. */
function osTest(osTypes: readonly OsType[], context: ItemContext): ((event: EventDocument) => boolean) | undefined {
  if (osTypes.length === 0) return undefined;
  const entries = osTypes.flatMap((os) =>
    ['host.os.type', 'host.os.name.caseless'].map((field) =>
      compileEntry({ type: 'match', field, operator: 'included', value: os }, context),
    ),
  );
  return (event) => entries.some((entry) => entry.holds(event));
}

export function isExpired(item: Pick<ExceptionItem, 'expire_time'>, now: number): boolean {
  if (item.expire_time === undefined) return false;
  const at = Date.parse(item.expire_time);
  return !Number.isNaN(at) && at <= now;
}

interface Judged {
  state: ItemState;
  problem?: string;
  leavesEmptyFilter?: boolean;
}

function judge(item: ExceptionItem, entries: readonly CompiledEntry[], now: number): Judged {
  if (isExpired(item, now)) return { state: 'expired', problem: `expired at ${item.expire_time}` };
  const failed = entries.find((entry) => entry.problem !== undefined);
  if (failed?.problem !== undefined) return { state: 'fails_rule', problem: failed.problem };
  const ignored = entries.find((entry) => entry.ignored !== undefined)?.ignored;
  if (ignored === undefined) return { state: 'active' };
  return { state: 'ignored', problem: ignored.reason, leavesEmptyFilter: ignored.leavesEmptyFilter };
}

class Compiled implements CompiledItem {
  readonly state: ItemState;
  readonly problem?: string;
  /** Left out by Kibana in a way that, as the only item, leaves a filter that hides everything. */
  readonly leavesEmptyFilter: boolean;
  /** Removes every event whatsoever. */
  readonly removesAll: boolean;
  private readonly entries: readonly CompiledEntry[];
  private readonly os: ((event: EventDocument) => boolean) | undefined;

  constructor(
    readonly item: ExceptionItem,
    context: ItemContext,
  ) {
    this.entries = item.entries.map((entry) => compileEntry(entry, context));
    this.os = osTest(item.os_types, context);
    const judged = judge(item, this.entries, context.now);
    this.state = judged.state;
    if (judged.problem !== undefined) this.problem = judged.problem;
    this.leavesEmptyFilter = judged.leavesEmptyFilter === true;
    this.removesAll =
      this.state === 'active' &&
      this.os === undefined &&
      this.entries.length > 0 &&
      this.entries.every((entry) => entry.always);
  }

  matches(event: EventDocument): boolean {
    if (this.state !== 'active' || this.entries.length === 0) return false;
    for (const entry of this.entries) if (!entry.holds(event)) return false;
    return this.os === undefined || this.os(event);
  }

  explain(event: EventDocument): ItemExplanation {
    const entries: EntryExplanation[] = this.entries.map((entry) => ({
      entry: entry.entry,
      holds: entry.holds(event),
      values: entry.values(event),
      text: describeEntry(entry.entry),
    }));
    const hides = this.matches(event);
    return {
      item: this.item,
      state: this.state,
      hides,
      entries,
      ...(this.os === undefined ? {} : { osHolds: this.os(event) }),
      savedBy: hides ? [] : entries.filter((entry) => !entry.holds),
    };
  }
}

/** One item on its own. Compile once, ask many events. */
export function compileItem(item: ExceptionItem, context: ItemContext): CompiledItem {
  return new Compiled(item, context);
}

/** All items of all lists of one rule, as one run applies them. */
export function compileItems(items: readonly ExceptionItem[], context: ItemContext): CompiledItems {
  const compiled = items.map((item) => new Compiled(item, context));
  const running = compiled.filter((item) => item.state === 'active');
  const failing = compiled.filter((item) => item.state === 'fails_rule');
  const removing = running.filter((item) => item.removesAll);
  const empty = running.length === 0 ? compiled.filter((item) => item.leavesEmptyFilter) : [];
  const state = failing.length > 0 ? 'fails' : removing.length + empty.length > 0 ? 'hides_all' : 'ok';
  return {
    state,
    causes: state === 'fails' ? failing : [...removing, ...empty],
    items: compiled,
    hiddenBy: (event) => running.find((item) => item.matches(event)),
  };
}

/** Which conditions of which item hid an event, and which saved it. */
export function explainItem(item: ExceptionItem, event: EventDocument, context: ItemContext): ItemExplanation {
  return compileItem(item, context).explain(event);
}
