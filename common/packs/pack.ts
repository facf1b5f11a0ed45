/** The shape of a loaded pack and of the report about its files. Plain data: it travels to the browser as JSON. */
import type { RecordedEvent } from '../expectations';
import type { AllowlistTemplate, CarelessExample } from './schema/allowlist';
import type { Expectation } from './schema/expectation';
import type { Hunt } from './schema/hunts';
import type { PackManifest } from './schema/manifest';
import type { Playbook } from './schema/playbook';
import type { Published } from './schema/published';
import type { RuleTemplate } from './schema/rule';
import type { BenignShape, RegressionCase } from './schema/samples';
import type { ScoringFile } from './schema/scoring';
import type { SavedSearch } from './schema/searches';
import type { SigmaManifest } from './schema/sigma';

/** The telemetry of one expectation on one data source. */
export interface Recording {
  /** Path inside the pack, for example `recordings/defend/T1571-4.ndjson`. */
  path: string;
  source: string;
  events: RecordedEvent[];
}

/** A benign shape with its documents. */
export interface BenignSample extends BenignShape {
  events: RecordedEvent[];
}

/** A document, or a few, with the answer of every rule; `rule` is the one it is about. */
export interface RegressionSample extends RegressionCase {
  rule: string;
  events: RecordedEvent[];
}

/** A file that is shipped as it is: Sigma rules and pipelines. */
export interface TextFile {
  name: string;
  text: string;
}

export interface PackSigma {
  manifest: SigmaManifest;
  rules: TextFile[];
  pipelines: TextFile[];
}

/** Everything one technique brings. */
export interface Pack {
  /** Folder name and manifest id, for example `t1571_non_standard_port`. */
  id: string;
  manifest: PackManifest;
  /** Absent for a pack that answers no published page. */
  published?: Published;
  rules: RuleTemplate[];
  allowlist: AllowlistTemplate[];
  careless: CarelessExample[];
  expectations: Expectation[];
  recordings: Recording[];
  regressions: RegressionSample[];
  benign: BenignSample[];
  searches: SavedSearch[];
  hunts: Hunt[];
  /** Markdown. */
  guide?: string;
  playbook?: Playbook;
  scoring?: ScoringFile;
  sigma?: PackSigma;
}

/** One thing wrong with a content file. */
export interface PackProblem {
  /** Stable code, for example `schema`, `yaml`, `unknown_reference`. */
  code: ProblemCode;
  /** Path inside the pack. */
  file: string;
  /** 1-based; absent when the whole file is meant. */
  line?: number;
  column?: number;
  /** Path inside the file, for example `knobs[2].default`. */
  path?: string;
  /** What is wrong and what was expected, one sentence. */
  message: string;
}

export type ProblemCode =
  | 'missing_file'
  | 'unexpected_file'
  | 'yaml'
  | 'schema'
  | 'json'
  | 'duplicate_id'
  | 'unknown_reference'
  | 'inconsistent'
  | 'template'
  | 'lock_missing'
  | 'hash_mismatch';

/** What the Content page shows about one pack folder, broken ones included. */
export interface PackReport {
  /** Folder name. */
  id: string;
  origin: 'bundled' | 'own';
  /** `disabled`: at least one error; the pack is left out, the others work. */
  status: 'loaded' | 'disabled';
  title?: string;
  version?: string;
  technique?: string;
  /** Errors disable the pack. */
  errors: PackProblem[];
  /** Warnings do not: a hash that differs from the lock, a file no one reads. */
  warnings: PackProblem[];
  /** Every content file with its hash beside the one in `pack.lock`. */
  files: PackFileStatus[];
}

export interface PackFileStatus {
  path: string;
  bytes: number;
  sha256: string;
  hash: 'matches' | 'differs' | 'not_in_lock';
}
