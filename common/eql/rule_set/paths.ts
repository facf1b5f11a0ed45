/**
 * From which constants of which fields a rule can be reached: it can only match an event that has one of them. Rules are
 * then looked up by the event's values, and most are never touched.
 */
import type { LeafPlan, Plan } from '../compile/plan';
import { rawNumber, rawText, valueText, type FieldType } from '../values/field_types';
import { foldAscii } from '../values/text';

/** How a value of the event becomes a key of the index. */
export type KeyMode = 'text' | 'folded' | 'integer';

export interface AccessPath {
  field: string;
  mode: KeyMode;
  keys: readonly string[];
}

interface Choice {
  paths: AccessPath[];
  /** Roughly how many events come through: fewer is better. */
  weight: number;
}

/** Fields that most events of a kind share the value of: a path through them leads everywhere. */
const COMMON_FIELDS = new Set([
  'agent.type',
  'data_stream.dataset',
  'event.category',
  'event.dataset',
  'event.kind',
  'event.module',
  'event.outcome',
  'event.type',
  'host.os.family',
  'host.os.type',
  'network.direction',
  'network.transport',
  'network.type',
]);
const COMMON_WEIGHT = 1_000;
/** Fields with a few dozen values at most. */
const COARSE_FIELDS = new Set(['event.action', 'event.code', 'event.provider', 'user.id']);
const COARSE_WEIGHT = 30;
/** A path this wide costs more in lookups than it saves. */
const MAX_WEIGHT = COMMON_WEIGHT;
/** Beyond this, numbers are not written the same way by everyone. */
const MAX_PLAIN_INTEGER = 1e15;

const weightOf = (field: string, keys: number): number =>
  keys * (COMMON_FIELDS.has(field) ? COMMON_WEIGHT : COARSE_FIELDS.has(field) ? COARSE_WEIGHT : 1);

/** The key of a value of the event, or undefined when it can have none. */
export const keyOf = (raw: unknown, mode: KeyMode): string | undefined => {
  switch (mode) {
    case 'text':
      return rawText(raw);
    case 'folded':
      return foldAscii(rawText(raw));
    case 'integer': {
      const number = rawNumber(raw);
      return number === null ? undefined : String(Math.trunc(number));
    }
  }
};

const exactKeys = (
  values: ReadonlyArray<Parameters<typeof valueText>[0]>,
  type: FieldType,
): Omit<AccessPath, 'field'> | undefined => {
  const isInteger = type.family === 'integer';
  const keys: string[] = [];
  for (const value of values) {
    if (typeof value === 'string') {
      if (isInteger) return undefined;
      keys.push(value);
      continue;
    }
    if (typeof value !== 'bigint' && typeof value !== 'number') return undefined;
    const number = Number(value);
    if (!Number.isInteger(number) || Math.abs(number) > MAX_PLAIN_INTEGER) return undefined;
    keys.push(String(number));
  }
  if (isInteger) return { mode: 'integer', keys };
  return type.family === 'string' || type.family === 'dynamic' ? { mode: 'text', keys } : undefined;
};

const pathOf = (leaf: LeafPlan, type: FieldType): Omit<AccessPath, 'field'> | undefined => {
  switch (leaf.kind) {
    case 'equals':
      return exactKeys([leaf.value], type);
    case 'in':
      if (!leaf.caseInsensitive) return exactKeys(leaf.values, type);
      return { mode: 'folded', keys: leaf.values.map((value) => foldAscii(valueText(value))) };
    case 'wildcard': {
      const literals = leaf.patterns.filter((pattern) => pattern !== '');
      if (literals.some((pattern) => /[*?]/.test(pattern))) return undefined;
      return leaf.caseInsensitive
        ? { mode: 'folded', keys: literals.map(foldAscii) }
        : { mode: 'text', keys: literals };
    }
    default:
      return undefined;
  }
};

const choose = (plan: Plan, typeOf: (field: string) => FieldType): Choice | undefined => {
  switch (plan.kind) {
    case 'constant':
      return plan.value === true ? undefined : { paths: [], weight: 0 };
    case 'not':
    case 'computed':
      return undefined;
    case 'and': {
      const choices = plan.parts.flatMap((part) => choose(part, typeOf) ?? []);
      return choices.sort((a, b) => a.weight - b.weight)[0];
    }
    case 'or': {
      const choices = plan.parts.map((part) => choose(part, typeOf));
      if (choices.some((choice) => choice === undefined)) return undefined;
      const all = choices as Choice[];
      return { paths: all.flatMap(({ paths }) => paths), weight: all.reduce((sum, { weight }) => sum + weight, 0) };
    }
    default: {
      const path = pathOf(plan, typeOf(plan.field.name));
      if (path === undefined) return undefined;
      const field = plan.field.name;
      return { paths: [{ field, ...path }], weight: weightOf(field, path.keys.length) };
    }
  }
};

/** The cheapest set of paths through one of which every match must come; undefined when the rule must always be tried. */
export const accessPaths = (plan: Plan, typeOf: (field: string) => FieldType): AccessPath[] | undefined => {
  const choice = choose(plan, typeOf);
  return choice === undefined || choice.weight >= MAX_WEIGHT ? undefined : choice.paths;
};
