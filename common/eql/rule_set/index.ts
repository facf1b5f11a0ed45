/**
 * Many event rules against one event at a time. Rules are grouped by category, looked up by the constants they ask for,
 * and share what they read and test, so that most of hundreds of rules cost nothing on most events.
 */
import type { EqlEventQuery } from '../ast';
import { conditionPlan, fieldAccess } from '../compile';
import type { Plan } from '../compile/plan';
import type { EventMatcher, EventSource } from '../types';
import { scalars } from '../values/fields';
import { accessPaths, keyOf, type KeyMode } from './paths';
import { SharedTests, type FieldSlot, type Test } from './shared_tests';

export interface RuleSetEntry<T> {
  /** What `match` answers for this rule. */
  key: T;
  matcher: EventMatcher;
}

interface RuleNode<T> {
  readonly key: T;
  readonly position: number;
  readonly test: Test;
  /** Number of the event it was tried on last: several paths may lead to it. */
  triedFor: number;
}

interface Index<T> {
  readonly slot: FieldSlot;
  readonly mode: KeyMode;
  readonly rules: Map<string, Array<RuleNode<T>>>;
}

/** The rules of one category: those behind an index, and those that are always tried. */
interface Group<T> {
  readonly indexes: Array<Index<T>>;
  readonly always: Array<RuleNode<T>>;
}

const emptyGroup = <T>(): Group<T> => ({ indexes: [], always: [] });

export class EventRuleSet<T> {
  private readonly shared: SharedTests;
  private readonly category: FieldSlot | undefined;
  private readonly byCategory = new Map<string, Group<T>>();
  private readonly any = emptyGroup<T>();
  private readonly found: Array<RuleNode<T>> = [];

  /** All matchers must have been compiled with the same options. */
  constructor(entries: ReadonlyArray<RuleSetEntry<T>>) {
    const options = entries[0]?.matcher.options;
    const access = fieldAccess(options ?? { timestampField: '@timestamp', eventCategoryField: 'event.category' });
    this.shared = new SharedTests(access);
    this.category = options && this.shared.field(options.eventCategoryField);
    const plans = entries.map(({ matcher }) =>
      conditionPlan(matcher.statement.query as EqlEventQuery, matcher.options),
    );
    for (const plan of plans) this.shared.announce(plan);
    entries.forEach(({ key, matcher }, position) => {
      const plan = plans[position] as Plan;
      const node: RuleNode<T> = { key, position, test: this.shared.compile(plan), triedFor: 0 };
      this.place(
        node,
        this.groupOf(matcher.category),
        accessPaths(plan, (field) => access.typeOf(field)),
      );
    });
  }

  /** Keys of the rules that match, in the order in which the rules were given. The array is new for every call. */
  match(doc: EventSource): T[] {
    const { shared, found } = this;
    shared.begin(doc);
    found.length = 0;
    this.visit(this.any);
    if (this.category) {
      const category = shared.valueOf(this.category);
      if (typeof category === 'string') this.visitCategory(category);
      else if (category !== undefined) for (const value of scalars(category)) this.visitCategory(value);
    }
    if (found.length === 0) return [];
    if (found.length > 1) found.sort((a, b) => a.position - b.position);
    return found.map(({ key }) => key);
  }

  private visitCategory(category: unknown): void {
    const group = typeof category === 'string' ? this.byCategory.get(category) : undefined;
    if (group) this.visit(group);
  }

  private visit({ indexes, always }: Group<T>): void {
    for (const index of indexes) {
      const value = this.shared.valueOf(index.slot);
      if (value === undefined || value === null) continue;
      if (typeof value !== 'object') this.lookUp(index, value);
      else for (const element of scalars(value)) this.lookUp(index, element);
    }
    for (const rule of always) this.consider(rule);
  }

  private lookUp({ mode, rules }: Index<T>, value: unknown): void {
    const key = keyOf(value, mode);
    const candidates = key === undefined ? undefined : rules.get(key);
    if (candidates) for (const rule of candidates) this.consider(rule);
  }

  private consider(rule: RuleNode<T>): void {
    if (rule.triedFor === this.shared.number) return;
    rule.triedFor = this.shared.number;
    if (rule.test()) this.found.push(rule);
  }

  private groupOf(category: string | null): Group<T> {
    if (category === null) return this.any;
    let group = this.byCategory.get(category);
    if (!group) this.byCategory.set(category, (group = emptyGroup<T>()));
    return group;
  }

  private place(node: RuleNode<T>, group: Group<T>, paths: ReturnType<typeof accessPaths>): void {
    if (paths === undefined) {
      group.always.push(node);
      return;
    }
    for (const { field, mode, keys } of paths) {
      const slot = this.shared.field(field);
      let index = group.indexes.find((known) => known.slot === slot && known.mode === mode);
      if (!index) group.indexes.push((index = { slot, mode, rules: new Map() }));
      for (const key of keys) {
        const rules = index.rules.get(key);
        if (!rules) index.rules.set(key, [node]);
        else if (!rules.includes(node)) rules.push(node);
      }
    }
  }
}
