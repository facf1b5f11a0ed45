/** What the files of a pack may say: the schemas and their types. Knows nothing of rules, files or loading. */
export { manifestSchema, type DataSource, type PackManifest } from './manifest';
export { publishedSchema, type Deviation, type Published } from './published';
export { ruleFileSchema, type AttackMapping, type RuleFile, type RuleTemplate } from './rule';
export {
  knobSchema,
  sharedKnobsSchema,
  type DeclaredKnob,
  type Knob,
  type KnobType,
  type KnobValue,
  type KnobValues,
  type ListKnob,
} from './knobs';
export { allowlistFileSchema, type AllowlistTemplate, type CarelessExample, type TemplateEntry } from './allowlist';
export { expectationSchema, type Expectation, type ExpectationSource, type Signal } from './expectation';
export { benignFileSchema, regressionFileSchema, type BenignShape, type RegressionCase } from './samples';
export { type Platform, type Severity } from './primitives';
export { savedSearchSchema, type SavedSearch } from './searches';
export { huntsFileSchema, type Hunt } from './hunts';
export { playbookSchema, type Playbook } from './playbook';
export { scoringFileSchema, type ScoringFile } from './scoring';
export { sigmaManifestSchema, type SigmaManifest } from './sigma';
