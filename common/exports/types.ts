/** What an export reads and what it makes. Every export is a pure function to files of text. */
import type { Judgement } from '../expectations';
import type { Pack, PackReport } from '../packs';
import type { Readiness, ReadinessLevel } from '../readiness';
import type { AttackRelease, EffectiveRule } from '../rules';

/** A file as it is offered for download. */
export interface ExportFile {
  /** File name, with a folder where an export makes several. */
  name: string;
  mediaType: string;
  text: string;
}

/** One rule and how far it is known to work. The three parts stay apart: they fail for different reasons. */
export interface RuleCoverage {
  rule: EffectiveRule;
  enabled: boolean;
  /** Best level over its data sources. */
  readiness: ReadinessLevel;
  /** `proven`: the guard caught every expectation the rule belongs to. */
  proof: 'proven' | 'not_proven' | 'uncovered';
}

/** An allowlist entry as the evidence report shows it. */
export interface EvidenceEntry {
  name: string;
  rules: readonly string[];
  reason: string;
  owner?: string;
  /** ISO 8601 UTC; absent: no expiry. */
  expiresAt?: string;
  /** It blinds an expectation on purpose. */
  overridden: boolean;
}

/** A state of the detections at one moment. */
export interface EvidenceInput {
  pack: Pack;
  report: PackReport;
  coverage: readonly RuleCoverage[];
  judgement: Judgement;
  readiness: readonly Readiness[];
  entries: readonly EvidenceEntry[];
  release: AttackRelease;
  /** For example `Kibana 8.12.2, space default`. */
  environment: string;
  /** ISO 8601 UTC. */
  generatedAt: string;
}
