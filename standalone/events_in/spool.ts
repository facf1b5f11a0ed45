import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileSource } from './sources';
import type { ImportSource } from './types';

/**
 * Writes a stream that can be read only once (standard input, an upload) to a temporary file, so that it can be read
 * twice or after its sender is gone. Call `remove` when done.
 */
export async function spoolSource(
  name: string,
  bytes: AsyncIterable<Buffer>,
  folder: string,
): Promise<{ source: ImportSource; remove: () => Promise<void> }> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const directory = await mkdtemp(join(folder, 'import-'));
  const remove = (): Promise<void> => rm(directory, { recursive: true, force: true });
  try {
    const path = join(directory, 'events');
    await pipeline(bytes, createWriteStream(path));
    return { source: await fileSource(path, name), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** A stream as a source that can be opened once: enough for an import without a shift. */
export function streamSource(name: string, bytes: AsyncIterable<Buffer>, size?: number): ImportSource {
  return { name, open: () => bytes, ...(size === undefined ? {} : { size }) };
}
