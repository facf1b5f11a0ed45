import type { RecordItem, RecordSplitter } from './record_splitter';

const NEWLINE = 0x0a;

/**
 * Splits newline-delimited records out of chunks of bytes. Keeps at most one unfinished line in memory, and no more of
 * it than `maxBytes`: the rest of a longer line is skipped and the line reported.
 */
export class LineSplitter implements RecordSplitter {
  private line = 1;
  private pending: Buffer[] = [];
  private pendingBytes = 0;
  private skipping = false;

  constructor(private readonly maxBytes: number) {}

  push(chunk: Buffer): RecordItem[] {
    const items: RecordItem[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE, start); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      this.finishLine(chunk.subarray(start, end), items);
      start = end + 1;
    }
    if (start < chunk.length) this.keep(chunk.subarray(start));
    return items;
  }

  end(): RecordItem[] {
    const items: RecordItem[] = [];
    if (this.pendingBytes > 0 || this.skipping) this.finishLine(Buffer.alloc(0), items);
    return items;
  }

  private keep(rest: Buffer): void {
    if (this.skipping) return;
    this.pendingBytes += rest.length;
    if (this.pendingBytes > this.maxBytes) {
      this.skipping = true;
      this.pending = [];
      return;
    }
    this.pending.push(rest);
  }

  private finishLine(rest: Buffer, items: RecordItem[]): void {
    const line = this.line++;
    const tooLong = this.skipping || this.pendingBytes + rest.length > this.maxBytes;
    const bytes = this.pending.length === 0 ? rest : Buffer.concat([...this.pending, rest]);
    this.pending = [];
    this.pendingBytes = 0;
    this.skipping = false;
    if (tooLong) {
      items.push({ line, rejected: 'record_too_long' });
      return;
    }
    const trimmed = trimSpace(bytes);
    if (trimmed.length > 0) items.push({ line, bytes: trimmed });
  }
}

/** Without the blanks, tabs and carriage returns around it. */
export function trimSpace(bytes: Buffer): Buffer {
  let start = 0;
  let end = bytes.length;
  while (start < end && isSpace(bytes[start])) start += 1;
  while (end > start && isSpace(bytes[end - 1])) end -= 1;
  return start === 0 && end === bytes.length ? bytes : bytes.subarray(start, end);
}

/** JSON's four white-space bytes. */
export function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === NEWLINE;
}
