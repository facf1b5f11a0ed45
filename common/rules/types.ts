/** What a rule template becomes once its knobs have values. */
import type { KnobValue, Severity } from '../packs/schema';

/** Where the rule will run; decides which fields it may carry. */
export interface RenderTarget {
  /** For example `8.12.2`. Without it the oldest supported stack, 8.12, is assumed. */
  kibanaVersion?: string;
  /** Stack version and licence allow alert suppression for this kind of rule. Default: false. */
  suppression?: boolean;
}

export interface ThreatTechnique {
  id: string;
  name: string;
  reference: string;
  subtechnique: Array<{ id: string; name: string; reference: string }>;
}

/** One tactic with its techniques, as the detection engine stores it. */
export interface Threat {
  framework: 'MITRE ATT&CK';
  tactic: { id: string; name: string; reference: string };
  technique: ThreatTechnique[];
}

/** Rule + tuning, rendered: exactly what is registered in the detection engine. */
export interface EffectiveRule {
  /** Content id, for example `CP-1`. */
  id: string;
  /** Stable id in the detection engine. */
  ruleId: string;
  version: number;
  name: string;
  description: string;
  kind: 'event' | 'sequence';
  query: string;
  index: string[];
  /** Data sources the index patterns belong to. */
  sources: string[];
  /** `now-9m`: recomputed from interval and maxspan. */
  from: string;
  interval: string;
  severity: Severity;
  riskScore: number;
  buildingBlock: boolean;
  maxSignals: number;
  timestampOverride: 'event.ingested';
  threat: Threat[];
  tags: string[];
  author: string[];
  falsePositives: string[];
  investigationFields: string[];
  references: string[];
  setup: string;
  /** Set when the stack and the licence support it and the knob is not off. */
  suppression?: { by: string[]; window: string };
  /** Every knob's value, defaults included: stored with the rule, so that an update can render it again. */
  knobs: Record<string, KnobValue>;
}

/** Why a knob value is refused; stable, for messages and tests. */
export type KnobProblemCode =
  | 'unknown_knob'
  | 'wrong_type'
  | 'empties_arm'
  | 'too_few'
  | 'too_many'
  | 'out_of_range'
  | 'duplicate_value'
  | 'forbidden_character'
  | 'bad_name'
  | 'bad_network'
  | 'network_too_wide'
  | 'not_an_option'
  | 'bad_duration'
  | 'needs_reason';

export interface KnobProblem {
  code: KnobProblemCode;
  knob: string;
  /** `warning`: allowed, but worth a second look. */
  level: 'error' | 'warning';
  /** The value meant, for lists. */
  value?: string;
  /** One sentence that says what is expected. */
  message: string;
}
