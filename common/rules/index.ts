/** Knobs -> effective rule. */
export type { EffectiveRule, KnobProblem, KnobProblemCode, RenderTarget, Threat, ThreatTechnique } from './types';
export type { KnobValue, KnobValues } from '../packs/schema';
export { attackReleaseFor, TACTICS, threatOf, type AttackRelease } from './attack';
export { checkKnob, checkKnobs } from './check_knobs';
export { toCreateBody, type CreateRuleBody } from './create_body';
export { parseDuration } from './duration';
export { mirrorGaps, type MirrorGap } from './mirrors';
export { parseNetwork } from './network';
export { KnobError, render, suppressionSince } from './render';
export { defaultValues, knobsOf, RISK_BY_SEVERITY, SEVERITIES } from './standard_knobs';
export { parseTemplate, renderTemplate, TemplateError, templateProblems } from './template';
export { stackAtLeast } from './version';
