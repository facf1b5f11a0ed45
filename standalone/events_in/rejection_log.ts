import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { once } from 'node:events';
import type { Rejection } from './types';

/** Writes every rejection to a file, one JSON object a line. The file is made with the first one, for this user alone. */
export class RejectionLog {
  private stream: WriteStream | undefined;
  private failure: Error | undefined;

  constructor(readonly path: string) {}

  /** @throws when the file cannot be written */
  async write(rejections: readonly Rejection[]): Promise<void> {
    if (rejections.length === 0) return;
    this.stream ??= await this.open();
    if (this.failure) throw this.failure;
    const lines = rejections.map((rejection) => `${JSON.stringify(rejection)}\n`).join('');
    if (!this.stream.write(lines)) await once(this.stream, 'drain');
  }

  async close(): Promise<void> {
    if (!this.stream) return;
    this.stream.end();
    await once(this.stream, 'finish');
  }

  private async open(): Promise<WriteStream> {
    await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
    const stream = createWriteStream(this.path, { flags: 'w', mode: 0o600 });
    stream.on('error', (error) => (this.failure = error));
    await once(stream, 'open');
    return stream;
  }
}
