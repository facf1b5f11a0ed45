import { useMemo, useState } from 'react';
import type { Knob, KnobValue, RuleTemplate } from '../../../../common/packs';
import {
  checkKnobs,
  defaultValues,
  knobsOf,
  render,
  type EffectiveRule,
  type KnobProblem,
  type KnobValues,
} from '../../../../common/rules';

const sameValue = (a: KnobValue | undefined, b: KnobValue | undefined): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** Only what differs from the default is saved: a pack that improves a default reaches every rule that did not touch it. */
export function changedValues(template: RuleTemplate, values: KnobValues): Record<string, KnobValue> {
  const defaults = defaultValues(template);
  return Object.fromEntries(Object.entries(values).filter(([id, value]) => !sameValue(value, defaults[id])));
}

export interface TuningForm {
  knobs: Knob[];
  /** Value of every knob, defaults included. */
  valueOf(knob: Knob): KnobValue;
  /** What would be saved. */
  values: KnobValues;
  isDefault(knob: Knob): boolean;
  /** Differs from what is saved. */
  isDirty: boolean;
  set(id: string, value: KnobValue): void;
  reset(id: string): void;
  discard(): void;
  problems: KnobProblem[];
  problemsOf(id: string): KnobProblem[];
  /** Undefined while a value is refused. */
  effective: EffectiveRule | undefined;
  default: EffectiveRule;
}

/** The knob values of a rule while they are edited. */
export function useTuningForm(template: RuleTemplate, saved: KnobValues): TuningForm {
  const [edited, setEdited] = useState<Record<string, KnobValue>>(() => ({ ...saved }));
  const knobs = useMemo(() => knobsOf(template), [template]);
  const defaults = useMemo(() => defaultValues(template), [template]);
  const values = useMemo(() => changedValues(template, edited), [template, edited]);
  const problems = useMemo(() => checkKnobs(template, values), [template, values]);
  const refused = problems.some(({ level }) => level === 'error');
  const effective = useMemo(() => (refused ? undefined : render(template, values)), [refused, template, values]);
  const asShipped = useMemo(() => render(template), [template]);
  return {
    knobs,
    valueOf: (knob) => edited[knob.id] ?? knob.default,
    values,
    isDefault: (knob) => sameValue(edited[knob.id] ?? knob.default, defaults[knob.id]),
    isDirty: JSON.stringify(sorted(values)) !== JSON.stringify(sorted(changedValues(template, saved))),
    set: (id, value) => setEdited((now) => ({ ...now, [id]: value })),
    reset: (id) =>
      setEdited((now) => {
        const { [id]: _removed, ...rest } = now;
        return rest;
      }),
    discard: () => setEdited({ ...saved }),
    problems,
    problemsOf: (id) => problems.filter((problem) => problem.knob === id),
    effective,
    default: asShipped,
  };
}

const sorted = (values: KnobValues) => Object.entries(values).sort(([a], [b]) => a.localeCompare(b));
