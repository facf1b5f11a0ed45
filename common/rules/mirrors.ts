/**
 * Some lists exist in two rules on purpose: NP-2 leaves to NP-1 the programs that NP-1 watches. When tuning changes
 * one list and not the other, traffic falls between the rules. This finds such gaps.
 */
import type { KnobValue, KnobValues, RuleTemplate } from '../packs/schema';
import { knobsOf } from './standard_knobs';

export interface MirrorGap {
  rule: string;
  knob: string;
  mirrors: { rule: string; knob: string };
  /** Values of this list that the other does not have. */
  onlyHere: string[];
  onlyThere: string[];
  note: string;
}

function valuesOf(rule: RuleTemplate, knob: string, tuning: KnobValues | undefined): string[] {
  const value: KnobValue | undefined =
    tuning?.[knob] ?? knobsOf(rule).find((candidate) => candidate.id === knob)?.default;
  return Array.isArray(value) ? value.map(String) : [];
}

/** Lists that should agree and do not, given the saved tunings by rule id. */
export function mirrorGaps(rules: readonly RuleTemplate[], tunings: Readonly<Record<string, KnobValues>>): MirrorGap[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return rules.flatMap((rule) =>
    rule.knobs.flatMap((knob) => {
      const other = knob.mirrors && byId.get(knob.mirrors.rule);
      if (!knob.mirrors || !other) return [];
      const here = valuesOf(rule, knob.id, tunings[rule.id]);
      const there = valuesOf(other, knob.mirrors.knob, tunings[other.id]);
      const onlyHere = here.filter((value) => !there.includes(value));
      const onlyThere = there.filter((value) => !here.includes(value));
      if (onlyHere.length + onlyThere.length === 0) return [];
      const { note, ...mirrors } = knob.mirrors;
      return [{ rule: rule.id, knob: knob.id, mirrors, onlyHere, onlyThere, note }];
    }),
  );
}
