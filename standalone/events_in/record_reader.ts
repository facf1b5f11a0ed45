import { createGunzip } from 'node:zlib';
import { Readable } from 'node:stream';
import { ArraySplitter } from './array_splitter';
import { isSpace, LineSplitter } from './line_splitter';
import type { RecordItem, RecordSplitter } from './record_splitter';
import type { RejectionCode } from './types';

/** A record longer than this is rejected: no event of any supported source comes near it, and it bounds memory. */
export const MAX_RECORD_BYTES = 4 * 1024 * 1024;

const OPEN_BRACKET = 0x5b;

/** A file that cannot be read any further. What was read of it before stays. */
export class SourceError extends Error {
  constructor(
    readonly code: RejectionCode,
    message: string,
  ) {
    super(message);
    this.name = 'SourceError';
  }
}

/**
 * The records of a file, in batches of what one chunk of bytes brought. Recognises gzip, a byte order mark, and
 * whether the file is one JSON array or one record a line, from its first bytes.
 * @throws SourceError `utf16`, `broken_gzip`, `unreadable`
 */
export async function* readRecords(
  bytes: AsyncIterable<Buffer>,
  maxBytes: number = MAX_RECORD_BYTES,
): AsyncGenerator<RecordItem[]> {
  let splitter: RecordSplitter | undefined;
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of plainBytes(bytes)) {
    if (splitter) {
      yield splitter.push(chunk);
      continue;
    }
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    const content = withoutByteOrderMark(held);
    const first = content === undefined ? undefined : content.find((byte) => !isSpace(byte));
    if (content === undefined || first === undefined) continue;
    splitter = first === OPEN_BRACKET ? new ArraySplitter(maxBytes) : new LineSplitter(maxBytes);
    yield splitter.push(content);
    held = Buffer.alloc(0);
  }
  if (!splitter) {
    splitter = new LineSplitter(maxBytes);
    yield splitter.push(held);
  }
  yield splitter.end();
}

/** @returns undefined while too few bytes are known to tell */
function withoutByteOrderMark(bytes: Buffer): Buffer | undefined {
  if (bytes.length < 3) return undefined;
  const littleEndian = bytes[0] === 0xff && bytes[1] === 0xfe;
  const bigEndian = bytes[0] === 0xfe && bytes[1] === 0xff;
  if (littleEndian || bigEndian) {
    throw new SourceError('utf16', 'The file is UTF-16. Save it as UTF-8 and import it again.');
  }
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

/** Decompresses when the first two bytes say gzip. Every error becomes a SourceError. */
async function* plainBytes(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const iterator = bytes[Symbol.asyncIterator]();
  let zipped = false;
  try {
    let head: Buffer = Buffer.alloc(0);
    let ended = false;
    while (head.length < 2 && !ended) {
      const next = await iterator.next();
      if (next.done) ended = true;
      else head = Buffer.concat([head, next.value]);
    }
    const rest = ended ? [] : { [Symbol.asyncIterator]: () => iterator };
    zipped = head[0] === 0x1f && head[1] === 0x8b;
    yield* zipped ? gunzip(prepend(head, rest)) : prepend(head, rest);
  } catch (error) {
    if (error instanceof SourceError) throw error;
    const words = error instanceof Error ? error.message : String(error);
    if (zipped && isZlibError(error)) throw new SourceError('broken_gzip', `The gzip data is damaged: ${words}.`);
    throw new SourceError('unreadable', `The file could not be read: ${words}.`);
  } finally {
    await iterator.return?.();
  }
}

async function* gunzip(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const source = Readable.from(bytes, { objectMode: false });
  const unzip = createGunzip({ chunkSize: 256 * 1024 });
  source.on('error', (error) => unzip.destroy(error));
  try {
    yield* source.pipe(unzip) as AsyncIterable<Buffer>;
  } finally {
    source.destroy();
    unzip.destroy();
  }
}

async function* prepend(head: Buffer, rest: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<Buffer> {
  if (head.length > 0) yield head;
  yield* rest;
}

function isZlibError(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && code.startsWith('Z_');
}
