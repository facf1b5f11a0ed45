import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Where uploads on their way and lists of rejected lines are kept: beside the data file, or, in memory, in a temporary folder
 * of this run. Events are nobody else's business, and a known name in a folder of all users could be anybody's link. The
 * folder is made, for this user alone, when something is put there.
 */
export function importFolder(dataDir: string | undefined): string {
  return dataDir ?? join(tmpdir(), `detection-workbench-${randomUUID()}`);
}
