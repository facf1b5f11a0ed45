import type { Range } from './ast';
import type { EqlErrorType } from './types';

export interface Position {
  /** 1-based. */
  readonly line: number;
  /** 0-based. */
  readonly column: number;
}

/** Line and column of an offset. Lines end at \n, as in Elasticsearch's parser. */
export function positionOf(text: string, offset: number): Position {
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
    lineStart = at + 1;
  }
  return { line, column: offset - lineStart };
}

/** The line of the offset with a caret under it, cut around the caret when the line is long. */
export function excerptOf(text: string, offset: number): string {
  const { column } = positionOf(text, offset);
  const lineStart = offset - column;
  const newline = text.indexOf('\n', offset);
  const lineEnd = newline === -1 ? text.length : newline;
  const from = Math.max(lineStart, offset - 60);
  const to = Math.min(lineEnd, offset + 60);
  const shown = text.slice(from, to).replace(/[\t\r]/g, ' ');
  return `${shown}\n${' '.repeat(offset - from)}^`;
}

/**
 * How Elasticsearch prints columns: parser and verifier add one to the 0-based column, the tree builder adds two (an old
 * double increment that its tests rely on).
 */
export type ColumnStyle = 'plain' | 'builder';

/** Where Elasticsearch places what the request names and the query does not. */
const NOWHERE: Position = { line: -1, column: -1 };

/** An error in Elasticsearch's words. `line` and `column` are what Elasticsearch prints; `range` is the true place. */
export class EqlError extends Error {
  readonly type: EqlErrorType;
  readonly line: number;
  readonly column: number;
  /** The offending line with a caret. */
  readonly excerpt: string;
  readonly range: Range;
  /** The whole reason as Elasticsearch's response words it: location and, for verification, the count of problems. */
  readonly reason: string;

  constructor(
    type: EqlErrorType,
    message: string,
    text: string,
    range: Range,
    style: ColumnStyle = 'plain',
    reason?: string,
  ) {
    super(message);
    this.name = 'EqlError';
    const { line, column } = range.start < 0 ? NOWHERE : positionOf(text, range.start);
    this.type = type;
    this.line = line;
    this.column = range.start < 0 ? column : column + (style === 'builder' ? 2 : 1);
    this.excerpt = range.start < 0 ? '' : excerptOf(text, range.start);
    this.range = range;
    this.reason = reason ?? reasonOf(type, message, this.line, this.column);
  }
}

function reasonOf(type: EqlErrorType, message: string, line: number, column: number): string {
  switch (type) {
    case 'parsing':
      return `line ${line}:${column}: ${message}`;
    case 'verification':
      return `Found 1 problem\nline ${line}:${column}: ${message}`;
    case 'planning':
      return `Line ${line}:${column}: ${message}`;
  }
}
