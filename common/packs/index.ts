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
export * from './schema';
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
