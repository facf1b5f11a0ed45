/** Knobs -> effective rule. */
export type { EffectiveRule, KnobProblem, KnobProblemCode, RenderTarget, Threat, ThreatTechnique } from './types';
export type { KnobValue, KnobValues } from '../packs';
