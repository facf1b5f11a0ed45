/** The workbench's own documents beside a remote stack: tunings, runs, activity. One file for each stack and space. */
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DocumentStore } from '../../server/stack/documents';
import { DEFAULT_LIMITS, enforceLimits } from '../stack';
import { Database } from '../stack/database';
import { EmbeddedDocumentStore } from '../stack/document_store';

/** Path of the file for a stack and a space. Its name tells people what is in it, the digest tells stacks apart. */
export function remoteDocumentsFile(
  dataDir: string,
  { kibanaUrl, space }: { kibanaUrl: string; space: string },
): string {
  const digest = createHash('sha256').update(`${kibanaUrl}\n${space}`).digest('hex').slice(0, 8);
  const host = new URL(kibanaUrl).host.replaceAll(/[^a-z0-9.-]/g, '_').slice(0, 100);
  return join(dataDir, 'remote', `${host}_${space}_${digest}.db`);
}

export class RemoteDocuments {
  private database: Database | undefined;

  /** Nothing is opened or made yet: a stack that cannot be used leaves no file behind. */
  constructor(readonly path: string) {}

  /**
   * Opens the file and removes what is over the limits.
   * @throws StackError when it cannot be used, for example because another workbench has it open
   */
  async open(): Promise<void> {
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
    this.database = Database.open(this.path);
    await enforceLimits(this.database, DEFAULT_LIMITS);
  }

  of(user: string): DocumentStore {
    if (!this.database) throw new Error('The documents are not open yet');
    return new EmbeddedDocumentStore(this.database, user, Date.now);
  }

  close(): void {
    this.database?.close();
  }
}
