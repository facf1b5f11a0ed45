import { createGunzip } from 'node:zlib';
import { Readable } from 'node:stream';
import { ArraySplitter } from './array_splitter';
import { isSpace, LineSplitter } from './line_splitter';
import type { RecordItem, RecordSplitter } from './record_splitter';
import { findHits, FIRST_KEY_BYTES, mayBeSearchResponse, RESPONSE_HEAD_BYTES } from './search_response';
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
 * whether the file is one JSON array, a search response or one record a line, from its first bytes.
 * @throws SourceError `utf16`, `broken_gzip`, `unreadable`
 */
export async function* readRecords(
  bytes: AsyncIterable<Buffer>,
  maxBytes: number = MAX_RECORD_BYTES,
): AsyncGenerator<RecordItem[]> {
  const splitting = new Splitting(maxBytes);
  try {
    for await (const chunk of plainBytes(bytes)) yield splitting.push(chunk);
  } catch (error) {
    // What came before the damage is as good as any.
    yield splitting.settle();
    throw error;
  }
  yield splitting.settle();
  yield splitting.end();
}

/** Splits as soon as the first bytes tell how. */
class Splitting {
  private splitter: RecordSplitter | undefined;
  private held: Buffer = Buffer.alloc(0);

  constructor(private readonly maxBytes: number) {}

  push(chunk: Buffer): RecordItem[] {
    if (this.splitter) return this.splitter.push(chunk);
    this.held = this.held.length === 0 ? chunk : Buffer.concat([this.held, chunk]);
    return this.choose(false);
  }

  /** Decides with the bytes there are, because no more will come. */
  settle(): RecordItem[] {
    return this.splitter ? [] : this.choose(true);
  }

  end(): RecordItem[] {
    return this.splitter?.end() ?? [];
  }

  private choose(complete: boolean): RecordItem[] {
    const content = withoutByteOrderMark(this.held, complete);
    const chosen = content && chooseSplitter(content, this.maxBytes, complete);
    if (!chosen) return [];
    this.splitter = chosen.splitter;
    this.held = Buffer.alloc(0);
    return this.splitter.push(chosen.rest);
  }
}

/** @returns undefined while too few bytes are known to tell, unless they are all there are */
function chooseSplitter(
  content: Buffer,
  maxBytes: number,
  complete: boolean,
): { splitter: RecordSplitter; rest: Buffer } | undefined {
  const first = content.find((byte) => !isSpace(byte));
  if (first === undefined) return undefined;
  if (first === OPEN_BRACKET) return { splitter: new ArraySplitter(maxBytes), rest: content };
  if (content.length < FIRST_KEY_BYTES && !complete) return undefined;
  if (mayBeSearchResponse(content)) {
    const hits = findHits(content);
    if (hits) {
      const splitter = new ArraySplitter(maxBytes, { firstLine: hits.line, inside: true });
      return { splitter, rest: content.subarray(hits.offset) };
    }
    if (content.length < RESPONSE_HEAD_BYTES && !complete) return undefined;
  }
  return { splitter: new LineSplitter(maxBytes), rest: content };
}

/**
 * @returns undefined while too few bytes are known to tell
 * @throws SourceError `utf16`
 */
function withoutByteOrderMark(bytes: Buffer, complete: boolean): Buffer | undefined {
  if (bytes.length < 3 && !complete) return undefined;
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
