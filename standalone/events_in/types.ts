/** What the import reads, hands on and reports. */

/** A JSON object of Elastic Common Schema, as a document in Elasticsearch has it. */
export type EcsDocument = Record<string, unknown>;

/** Why a line (or what was left of a file) was not loaded. Stable codes: pages and files show them. */
export type RejectionCode =
  | 'not_json'
  | 'not_an_object'
  | 'record_too_long'
  | 'nested_too_deep'
  | 'no_timestamp'
  | 'bad_timestamp'
  | 'bulk_action'
  | 'hit_without_source'
  | 'unknown_format'
  | 'unexpected_text'
  | 'truncated'
  | 'utf16'
  | 'broken_gzip'
  | 'unreadable';

/** One line that was not loaded. */
export interface Rejection {
  /** Name of the file as given; `-` for standard input. */
  file: string;
  /** 1-based line on which the record starts. */
  line: number;
  code: RejectionCode;
  /** For people: what is wrong, with the parser's words where they help. Never the event itself. */
  message: string;
}

/** An event ready to be stored. */
export interface IncomingEvent {
  /** 128 bits of the SHA-256 of the original line, base64url: the same line always has the same id. */
  id: string;
  /** Index (or data stream) name that rules' patterns are matched against. */
  index: string;
  /** `@timestamp` in milliseconds since 1970, after any shift. */
  time: number;
  /** The ECS document, and the JSON text of it that is stored. */
  document: EcsDocument;
  json: string;
}

/** Where imported events go. The embedded stack's event table is one. */
export interface EventSink {
  /**
   * Stores a batch in one transaction.
   * @returns how many were new; the others were there already (same id)
   * @throws when the batch could not be stored; nothing of it is kept then
   */
  insert(batch: readonly IncomingEvent[]): number;
}

/** Something to import. */
export interface ImportSource {
  /** Shown in reports. */
  name: string;
  /** Opens the bytes; called again for a second pass (`shiftToNow`). */
  open(): AsyncIterable<Buffer>;
  /** Size in bytes where it is known, for progress. */
  size?: number;
}

export interface ImportProgress {
  file: string;
  /** 0-based position of the file among all. */
  fileIndex: number;
  fileCount: number;
  /** `scan` looks for the newest event before a shift, `load` stores. */
  phase: 'scan' | 'load';
  bytesRead: number;
  bytesTotal?: number;
  /** Records read so far in this file. */
  records: number;
  stored: number;
}

export interface FileReport {
  file: string;
  /** Records seen, good or bad. Blank lines are none. */
  records: number;
  /** New events. */
  stored: number;
  /** Lines whose event was stored before, by this import or an earlier one. */
  repeated: number;
  /** Windows events of a kind that has no mapping, per `channel/id`. They are not errors. */
  unmapped: Record<string, number>;
  rejected: number;
}

export interface ImportReport {
  files: FileReport[];
  records: number;
  stored: number;
  repeated: number;
  unmapped: number;
  rejected: number;
  rejectedByCode: Partial<Record<RejectionCode, number>>;
  /** The first 20. */
  rejections: Rejection[];
  /** Oldest and newest `@timestamp` among what was read (stored or repeated), ISO 8601 UTC. Absent when nothing was. */
  range?: { from: string; to: string };
  /** Milliseconds added to every time; 0 without a shift. */
  shiftMs: number;
}
