/** One condition prepared for explaining: its own closure, what it asks for, and what it reads. */
import type { EqlEventQuery, EqlExpression, EqlField, Range } from '../ast';
import { compilePlan, type DocTest, type FieldAccess, leafTest } from '../compile/filter';
import { foldConstant } from '../compile/expression';
import { operandsOf } from '../operands';
import { type LeafPlan, type Plan, planOf } from '../compile/plan';
import { substituteUnmapped } from '../compile/substitute';
import type { EventSource, ExplainNode, Verdict } from '../types';
import { anyScalar, type FieldReader, type ScalarTest, scalars } from '../values/fields';
import type { Value } from '../values/field_types';

/** Values of one field shown at most. */
const MAX_SHOWN = 100;

interface ReadField {
  readonly name: string;
  readonly read: FieldReader;
}

export interface Condition {
  readonly label: ExplainNode['label'];
  readonly text: string;
  readonly range: Range;
  readonly test: DocTest;
  /** The verdict follows from those of the children: nothing below was a constant that changes more than its own place. */
  readonly follows: boolean;
  readonly fields: readonly ReadField[];
  readonly literal: readonly unknown[];
  /** Per member of `literal`, for lists of a plain field: built when first needed. */
  memberTests?: () => readonly ScalarTest[];
  readonly children: readonly Condition[];
}

export interface Surroundings {
  readonly text: string;
  readonly access: FieldAccess;
  readonly isUnmapped: ((field: EqlField) => boolean) | undefined;
}

/** The condition of an event query; the category, if any, comes first. */
export function prepareEvent(
  event: EqlEventQuery,
  category: DocTest | null,
  field: ReadField,
  around: Surroundings,
): Condition {
  const condition = prepare(event.condition, around);
  if (event.category === null || !category) return condition;
  const { start, end } = event.categoryRange;
  const first: Condition = {
    label: 'category',
    text: around.text.slice(start, end),
    range: event.categoryRange,
    test: category,
    follows: false,
    fields: [field],
    literal: [event.category],
    children: [],
  };
  return {
    label: 'and',
    text: around.text.slice(event.range.start, event.range.end),
    range: event.range,
    test: (doc) => category(doc) && condition.test(doc),
    follows: true,
    fields: [],
    literal: [],
    children: [first, condition],
  };
}

function prepare(expression: EqlExpression, around: Surroundings): Condition {
  const { access, text, isUnmapped } = around;
  const { kind, range } = expression;
  const plan = planOf(substituteUnmapped(expression, isUnmapped));
  const base = { text: text.slice(range.start, range.end), range, test: compilePlan(plan, access) };
  if (kind === 'and' || kind === 'or' || kind === 'not') {
    const children = operandsOf(expression).map((operand) => prepare(operand, around));
    const follows =
      plan.kind === kind && (plan.kind === 'not' || ('parts' in plan && plan.parts.length === children.length));
    return { label: kind, ...base, follows, fields: [], literal: [], children };
  }
  const names = new Set<string>();
  collectFields(expression, names);
  const leaf = positive(plan);
  return {
    label: kind === 'arithmetic' || kind === 'sign' ? 'call' : kind,
    ...base,
    follows: false,
    fields: [...names].map((name) => ({ name, read: access.reader(name) })),
    literal: constantsOf(expression),
    memberTests: leaf && memberTests(leaf, access),
    children: [],
  };
}

function collectFields(expression: EqlExpression, names: Set<string>): void {
  if (expression.kind === 'field') names.add(expression.name);
  for (const operand of operandsOf(expression)) collectFields(operand, names);
}

function positive(plan: Plan): LeafPlan | undefined {
  switch (plan.kind) {
    case 'not':
      return positive(plan.part);
    case 'and':
    case 'or':
    case 'constant':
      return undefined;
    default:
      return plan;
  }
}

/** The constants next to the fields of a condition. */
function constantsOf(expression: EqlExpression): readonly unknown[] {
  if (expression.kind === 'pattern') return expression.patterns.map(({ value }) => shown(value));
  const found: unknown[] = [];
  for (const operand of operandsOf(expression)) {
    const folded = foldConstant(operand);
    if (folded) found.push(shown(folded.value));
    else if (operand.kind !== 'field') found.push(...constantsOf(operand));
  }
  return found;
}

function shown(value: Value): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  return typeof value === 'object' && value !== null ? String(value) : value;
}

function memberTests(leaf: LeafPlan, access: FieldAccess): (() => readonly ScalarTest[]) | undefined {
  const members = membersOf(leaf);
  if (members.length < 2) return undefined;
  let tests: readonly ScalarTest[] | undefined;
  return () => (tests ??= members.map((member) => leafTest(member, access.typeOf(member.field.name))));
}

type FieldLeaf = Exclude<LeafPlan, { kind: 'computed' }>;

function membersOf(leaf: LeafPlan): readonly FieldLeaf[] {
  switch (leaf.kind) {
    case 'in':
      return leaf.values.map((value) => ({ ...leaf, values: [value] }));
    case 'wildcard':
    case 'regex':
      return leaf.patterns.map((pattern) => ({ ...leaf, patterns: [pattern] }));
    case 'network':
      return leaf.blocks.map((block) => ({ ...leaf, blocks: [block] }));
    default:
      return [];
  }
}

/** Judges a condition and what lies below it. `and` stops at its first false part; `or` shows all of its parts. */
export function judge(condition: Condition, doc: EventSource): ExplainNode {
  const children: ExplainNode[] = [];
  let decided = false;
  for (const child of condition.children) {
    const node = decided ? unjudged(child, doc) : judge(child, doc);
    children.push(node);
    if (condition.label === 'and' && node.verdict === false) decided = true;
  }
  return describe(
    condition,
    doc,
    condition.follows ? following(condition.label, children) : condition.test(doc),
    children,
  );
}

function following(label: Condition['label'], children: readonly ExplainNode[]): boolean {
  const [first] = children;
  if (label === 'not') return first!.verdict === false;
  return label === 'and'
    ? children.every(({ verdict }) => verdict === true)
    : children.some(({ verdict }) => verdict === true);
}

/** What a condition asks and what the event has, without a verdict. */
function unjudged(condition: Condition, doc: EventSource): ExplainNode {
  return describe(
    condition,
    doc,
    'not_evaluated',
    condition.children.map((child) => unjudged(child, doc)),
  );
}

function describe(
  condition: Condition,
  doc: EventSource,
  verdict: Verdict,
  children: readonly ExplainNode[],
): ExplainNode {
  const { label, text, range, fields, literal } = condition;
  if (fields.length === 0) {
    return { label, text, range, verdict, literal: literal.length === 0 ? undefined : literal, children };
  }
  const found = fields.map(({ read }) => scalars(read(doc)));
  return {
    label,
    text,
    range,
    verdict,
    field: fields.length === 1 ? fields[0]!.name : undefined,
    missing: found.some((values) => values.length === 0),
    literal,
    actual: found.flat().slice(0, MAX_SHOWN),
    matched: matchedMembers(condition, doc),
    children,
  };
}

/** Which members of the list are true of the event's values, negated or not. */
function matchedMembers(
  { memberTests: tests, fields, literal }: Condition,
  doc: EventSource,
): readonly unknown[] | undefined {
  if (!tests || fields.length !== 1) return undefined;
  const found = fields[0]!.read(doc);
  if (found === undefined || found === null) return [];
  const built = tests();
  if (built.length !== literal.length) return undefined;
  return literal.filter((_, at) => anyScalar(found, built[at]!));
}
