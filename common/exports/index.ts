/** Content for other tools: rule files, Sigma, Navigator layers, atomic tests, and the evidence report. */
export { atomicRedTeamFile } from './atomic_red_team';
export { evidenceReport } from './evidence';
export { navigatorLayers } from './navigator';
export { rulesNdjson } from './rules_ndjson';
export { rulesToml, type TomlDates } from './rules_toml';
export { sigmaFiles } from './sigma';
export type { EvidenceEntry, EvidenceInput, ExportFile, RuleCoverage } from './types';
