/** The content of packs: schemas, types and the pure part of loading them. */
export type {
  BenignSample,
  Pack,
  PackFileStatus,
  PackProblem,
  PackReport,
  PackSigma,
  ProblemCode,
  Recording,
  RegressionSample,
  TextFile,
} from './pack';
export { manifestSchema, type DataSource, type PackManifest } from './schema/manifest';
export { publishedSchema, type Deviation, type Published } from './schema/published';
export { ruleFileSchema, type AttackMapping, type RuleFile, type RuleTemplate } from './schema/rule';
export {
  knobSchema,
  sharedKnobsSchema,
  type DeclaredKnob,
  type Knob,
  type KnobType,
  type KnobValue,
  type KnobValues,
  type ListKnob,
} from './schema/knobs';
export {
  allowlistFileSchema,
  type AllowlistTemplate,
  type CarelessExample,
  type TemplateEntry,
} from './schema/allowlist';
export { expectationSchema, type Expectation, type ExpectationSource, type Signal } from './schema/expectation';
export { benignFileSchema, regressionFileSchema, type BenignShape, type RegressionCase } from './schema/samples';
export { type Platform, type Severity } from './schema/primitives';
export { savedSearchSchema, type SavedSearch } from './schema/searches';
export { huntsFileSchema, type Hunt } from './schema/hunts';
export { playbookSchema, type Playbook } from './schema/playbook';
export { scoringFileSchema, type ScoringFile } from './schema/scoring';
export { sigmaManifestSchema, type SigmaManifest } from './schema/sigma';
export { loadPack, type LoadedPack, type PackFolder } from './load/load_pack';
export { loadPacks, type LoadedPacks } from './load/load_packs';
export { indexOfDocument } from './load/documents';
export {
  LOCK_FILE,
  lockSchema,
  readLock,
  refreshLock,
  type ContentVersions,
  type LockResult,
  type PackLock,
} from './load/lock';
export type { ContentFile } from './load/reader';
