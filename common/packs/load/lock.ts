/** `pack.lock`: version and SHA-256 of every content file, so that a change without a new version is seen. */
import * as z from 'zod';
import type { PackFileStatus } from '../pack';
import type { ContentFile } from './reader';

export const lockSchema = z.strictObject({
  pack: z.string(),
  files: z.record(z.string(), z.strictObject({ version: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
});

export type PackLock = z.infer<typeof lockSchema>;

export const LOCK_FILE = 'pack.lock';

/** The lock in a pack's files; `undefined` when there is none or it cannot be read. */
export function readLock(files: readonly ContentFile[]): PackLock | undefined {
  const text = files.find((file) => file.path === LOCK_FILE)?.text;
  if (text === undefined) return undefined;
  try {
    return lockSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Every content file with its hash beside the locked one. */
export function fileStatuses(files: readonly ContentFile[], lock: PackLock | undefined): PackFileStatus[] {
  return files
    .filter((file) => file.path !== LOCK_FILE)
    .map(({ path, bytes, sha256 }) => {
      const locked = lock?.files[path];
      const hash = !locked ? 'not_in_lock' : locked.sha256 === sha256 ? 'matches' : 'differs';
      return { path, bytes, sha256, hash } satisfies PackFileStatus;
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

const numbers = (version: string) => version.split('.').map(Number);

function isNewer(version: string, than: string): boolean {
  const [a, b] = [numbers(version), numbers(than)];
  const index = a.findIndex((part, position) => part !== (b[position] ?? 0));
  return index >= 0 && (a[index] ?? 0) > (b[index] ?? 0);
}

/** Versions a lock records: the rule's own for rule files, the pack's for all others. */
export interface ContentVersions {
  pack: string;
  rules: ReadonlyMap<string, number>;
}

export type LockResult = { ok: true; lock: PackLock } | { ok: false; problems: string[] };

/**
 * The lock for the present content. Refused when something changed since `previous` and its version did not: the
 * pack's version must rise with any change, and a rule's own with a change of that rule.
 */
export function refreshLock(
  files: readonly ContentFile[],
  versions: ContentVersions,
  previous: PackLock | undefined,
): LockResult {
  const content = files.filter((file) => file.path !== LOCK_FILE).sort((a, b) => (a.path < b.path ? -1 : 1));
  const versionOf = (path: string) => String(versions.rules.get(path) ?? versions.pack);
  const lock: PackLock = {
    pack: versions.pack,
    files: Object.fromEntries(content.map(({ path, sha256 }) => [path, { version: versionOf(path), sha256 }])),
  };
  if (!previous) return { ok: true, lock };

  const changed = content.filter(({ path, sha256 }) => previous.files[path]?.sha256 !== sha256).map(({ path }) => path);
  const removed = Object.keys(previous.files).filter((path) => !lock.files[path]);
  const problems = changed.flatMap((path) => {
    const before = previous.files[path]?.version;
    return versions.rules.has(path) && before !== undefined && !isNewer(versionOf(path), before)
      ? [`${path} changed: raise its version above ${before}`]
      : [];
  });
  if (changed.length + removed.length > 0 && !isNewer(versions.pack, previous.pack)) {
    problems.push(`${[...changed, ...removed].join(', ')} changed: raise the pack's version above ${previous.pack}`);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, lock };
}
