/**
 * What many rules ask of one event, worked out once: each field is read once, and a condition that several rules share
 * is answered once. Nothing is allocated per event: slots carry the number of the event they were filled for.
 */
import { type FieldAccess, leafTest, compilePlan } from '../compile/filter';
import type { LeafPlan, Plan } from '../compile/plan';
import type { EventSource } from '../types';
import { anyScalar, type FieldReader, type ScalarTest } from '../values/fields';

export type Test = () => boolean;

export interface FieldSlot {
  readonly read: FieldReader;
  filledFor: number;
  value: unknown;
}

interface LeafSlot {
  readonly test: Test;
  filledFor: number;
  result: boolean;
}

type FieldLeaf = Exclude<LeafPlan, { kind: 'computed' }>;

const isLeaf = (plan: Plan): plan is LeafPlan =>
  plan.kind !== 'constant' && plan.kind !== 'and' && plan.kind !== 'or' && plan.kind !== 'not';

/** Equal for conditions that ask the same; undefined for computed ones, which are too varied to share. */
const leafKey = (leaf: LeafPlan): string | undefined => {
  if (leaf.kind === 'computed') return undefined;
  const { source: _source, field, ...asked } = leaf;
  return JSON.stringify([field.name, asked], (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
};

/** Rough cost of a condition: in an `and` the cheap ones decide first. */
const costOf = (plan: Plan): number => {
  switch (plan.kind) {
    case 'constant':
      return 0;
    case 'exists':
    case 'equals':
    case 'order':
      return 1;
    case 'in':
      return plan.caseInsensitive ? 2 : 1;
    case 'affix':
    case 'network':
      return 3;
    case 'wildcard':
      return plan.patterns.some((pattern) => /[*?]/.test(pattern)) ? 4 + plan.patterns.length / 10 : 2;
    case 'regex':
      return 20;
    case 'computed':
      return 50;
    case 'not':
      return costOf(plan.part);
    case 'and':
    case 'or':
      return 1 + plan.parts.reduce((sum, part) => sum + costOf(part), 0);
  }
};

export class SharedTests {
  private event = 0;
  private doc: EventSource = {};
  private readonly fields = new Map<string, FieldSlot>();
  private readonly leaves = new Map<string, LeafSlot>();
  private readonly uses = new Map<string, number>();

  constructor(private readonly access: FieldAccess) {}

  /** Number of the current event; never repeats. */
  get number(): number {
    return this.event;
  }

  begin(doc: EventSource): void {
    this.event += 1;
    this.doc = doc;
  }

  field(name: string): FieldSlot {
    let slot = this.fields.get(name);
    if (!slot) this.fields.set(name, (slot = { read: this.access.reader(name), filledFor: 0, value: undefined }));
    return slot;
  }

  /** What the reader gave for the current event: a scalar, an array, or undefined. */
  valueOf(slot: FieldSlot): unknown {
    if (slot.filledFor !== this.event) {
      slot.filledFor = this.event;
      slot.value = slot.read(this.doc);
    }
    return slot.value;
  }

  /** Counts the conditions of a plan: call for every rule before the first is compiled. */
  announce(plan: Plan): void {
    if (plan.kind === 'and' || plan.kind === 'or') for (const part of plan.parts) this.announce(part);
    else if (plan.kind === 'not') this.announce(plan.part);
    else if (isLeaf(plan)) {
      const key = leafKey(plan);
      if (key !== undefined) this.uses.set(key, (this.uses.get(key) ?? 0) + 1);
    }
  }

  compile(plan: Plan): Test {
    switch (plan.kind) {
      case 'constant':
        return plan.value === true ? () => true : () => false;
      case 'not': {
        const part = this.compile(plan.part);
        return () => !part();
      }
      case 'and': {
        const parts = [...plan.parts].sort((a, b) => costOf(a) - costOf(b)).map((part) => this.compile(part));
        return () => {
          for (const part of parts) if (!part()) return false;
          return true;
        };
      }
      case 'or': {
        const parts = [...plan.parts].sort((a, b) => costOf(a) - costOf(b)).map((part) => this.compile(part));
        return () => {
          for (const part of parts) if (part()) return true;
          return false;
        };
      }
      case 'computed': {
        const test = compilePlan(plan, this.access);
        return () => test(this.doc);
      }
      default:
        return this.compileLeaf(plan);
    }
  }

  private compileLeaf(leaf: FieldLeaf): Test {
    const key = leafKey(leaf);
    const isShared = key !== undefined && (this.uses.get(key) ?? 0) > 1;
    if (!isShared) return this.leafTest(leaf);
    let slot = this.leaves.get(key);
    if (!slot) this.leaves.set(key, (slot = { test: this.leafTest(leaf), filledFor: 0, result: false }));
    const shared = slot;
    return () => {
      if (shared.filledFor !== this.event) {
        shared.filledFor = this.event;
        shared.result = shared.test();
      }
      return shared.result;
    };
  }

  private leafTest(leaf: FieldLeaf): Test {
    const slot = this.field(leaf.field.name);
    const test: ScalarTest = leafTest(leaf, this.access.typeOf(leaf.field.name));
    return () => {
      const found = this.valueOf(slot);
      return typeof found === 'object' ? anyScalar(found, test) : found !== undefined && test(found);
    };
  }
}
