import { isSpace } from './line_splitter';
import type { RecordItem, RecordSplitter } from './record_splitter';

const NEWLINE = 0x0a;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

type State = 'before' | 'between' | 'element' | 'after';

/**
 * Splits the elements out of one JSON array without ever holding more than one of them. Understands only strings and
 * brackets; whether an element is JSON is for the parser to say.
 */
export class ArraySplitter implements RecordSplitter {
  private state: State = 'before';
  private line: number;
  private startLine = 1;
  private depth = 0;
  private inString = false;
  private escaped = false;
  private pending: Buffer[] = [];
  private pendingBytes = 0;
  private tooLong = false;
  private reportedTail = false;

  /**
   * @param options.firstLine number of the line that the array starts on
   * @param options.inside the array lies in an object, so text behind it is nothing to report
   */
  constructor(
    private readonly maxBytes: number,
    private readonly options: { firstLine?: number; inside?: boolean } = {},
  ) {
    this.line = options.firstLine ?? 1;
  }

  push(chunk: Buffer): RecordItem[] {
    const items: RecordItem[] = [];
    let start = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] as number;
      if (byte === NEWLINE) this.line += 1;
      if (this.state === 'element') {
        if (!this.endsElement(byte)) continue;
        this.emit(chunk.subarray(start, at), items);
        this.state = byte === CLOSE_BRACKET ? 'after' : 'between';
      } else if (!isSpace(byte)) {
        this.betweenElements(byte, items);
        start = at;
      }
    }
    if (this.state === 'element') this.keep(chunk.subarray(start));
    return items;
  }

  end(): RecordItem[] {
    if (this.state === 'after') return [];
    return [{ line: this.state === 'element' ? this.startLine : this.line, rejected: 'truncated' }];
  }

  /** Reads one byte of an element. @returns true when the byte is the comma or bracket that ends the element */
  private endsElement(byte: number): boolean {
    if (this.inString) {
      if (this.escaped) this.escaped = false;
      else if (byte === BACKSLASH) this.escaped = true;
      else if (byte === QUOTE) this.inString = false;
      return false;
    }
    if (byte === QUOTE) this.inString = true;
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) this.depth += 1;
    else if (this.depth === 0) return byte === COMMA || byte === CLOSE_BRACKET;
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) this.depth -= 1;
    return false;
  }

  private betweenElements(byte: number, items: RecordItem[]): void {
    if (this.state === 'before') {
      this.state = 'between';
    } else if (this.state === 'after') {
      if (!this.reportedTail && !this.options.inside) items.push({ line: this.line, rejected: 'unexpected_text' });
      this.reportedTail = true;
    } else if (byte === CLOSE_BRACKET) {
      this.state = 'after';
    } else if (byte !== COMMA) {
      this.state = 'element';
      this.startLine = this.line;
      this.endsElement(byte);
    }
  }

  private keep(rest: Buffer): void {
    this.pendingBytes += rest.length;
    this.tooLong ||= this.pendingBytes > this.maxBytes;
    if (this.tooLong) this.pending = [];
    else this.pending.push(rest);
  }

  private emit(rest: Buffer, items: RecordItem[]): void {
    const tooLong = this.tooLong || this.pendingBytes + rest.length > this.maxBytes;
    if (tooLong) items.push({ line: this.startLine, rejected: 'record_too_long' });
    else {
      const bytes = this.pending.length === 0 ? rest : Buffer.concat([...this.pending, rest]);
      items.push({ line: this.startLine, bytes: trimEnd(bytes) });
    }
    this.pending = [];
    this.pendingBytes = 0;
    this.tooLong = false;
  }
}

function trimEnd(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && isSpace(bytes[end - 1])) end -= 1;
  return bytes.subarray(0, end);
}
